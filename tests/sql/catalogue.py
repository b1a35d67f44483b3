"""What a database consists of, as lines that can be compared."""

import asyncpg

OURS = ["servicetitan", "integrations", "pricebook", "salesforce", "automation", "public"]

_PARTS = {
    "schema": """
        select nspname, obj_description(oid, 'pg_namespace'), nspacl::text
          from pg_namespace where nspname = any($1)""",
    "extension": "select extname from pg_extension where $1::text[] is not null",
    "relation": """
        select n.nspname, c.relname, c.relkind::text, c.relpersistence::text,
               c.reloptions::text, obj_description(c.oid, 'pg_class'),
               array(select unnest(c.relacl)::text order by 1)::text
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = any($1)""",
    "column": """
        select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
               a.attnotnull, a.attgenerated::text, a.attidentity::text,
               pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum),
               array(select unnest(a.attacl)::text order by 1)::text
          from pg_attribute a join pg_class c on c.oid = a.attrelid
          join pg_namespace n on n.oid = c.relnamespace
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where n.nspname = any($1) and c.relkind in ('r', 'v', 'm', 'p')
           and a.attnum > 0 and not a.attisdropped""",
    "constraint": """
        select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
          from pg_constraint where connamespace::regnamespace::text = any($1)""",
    "index": """
        select n.nspname, c.relname, pg_get_indexdef(c.oid)
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'i' and n.nspname = any($1)""",
    "view": """
        select n.nspname, c.relname, pg_get_viewdef(c.oid)
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('v', 'm') and n.nspname = any($1)""",
    "function": """
        select pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc')
          from pg_proc p
         where p.pronamespace::regnamespace::text = any($1)
           and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')""",
    "trigger": "select pg_get_triggerdef(oid) from pg_trigger "
    "where not tgisinternal and $1::text[] is not null",
    "setting": "select key, value, description from automation.settings "
    "where $1::text[] is not null",
}


async def catalogue(url: str) -> set[str]:
    """Every object of our schemas with type, default, constraint, comment and grant."""
    connection = await asyncpg.connect(url)
    try:
        lines = set()
        for part, question in _PARTS.items():
            for row in await connection.fetch(question, OURS):
                lines.add(" | ".join([part, *map(str, row.values())]))
        return lines
    finally:
        await connection.close()
