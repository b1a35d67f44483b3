"""What can be asked: prompts whose texts are jinja2 templates beside this file."""
