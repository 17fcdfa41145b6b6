create table sources (
    id text primary key,
    name text not null,
    owner text not null,
    homepage text not null default '',
    kind text not null,
    alignment text not null default '',
    languages text not null default '[]',
    countries text not null default '[]',
    timezone text,
    sensitivity text not null default 'none',
    enabled integer not null default 1 check (enabled in (0, 1)),
    state text not null default 'unverified',
    reason text not null default '',
    article_count integer not null default 0,
    last_success_at text
) strict;
create index sources_owner on sources (owner);

create table inputs (
    id integer primary key,
    source_id text not null references sources (id),
    kind text not null,
    url text not null,
    position integer not null default 0,
    etag text not null default '',
    last_modified text not null default '',
    body_sha256 text not null default '',
    failures real not null default 0,
    state text not null default 'new',
    reason text not null default '',
    last_checked_at text,
    last_success_at text,
    newest_item text,
    item_count integer not null default 0,
    next_due_at text,
    unique (source_id, url)
) strict;
create index inputs_due on inputs (next_due_at);

create table runs (
    id integer primary key,
    started_at text not null,
    finished_at text,
    state text not null default 'running' check (state in ('running', 'ok', 'partial', 'failed', 'interrupted')),
    reason text not null default '',
    kind text not null default 'crawl',
    version text not null default '',
    settings text not null default '{}',
    attempted integer not null default 0,
    fetched integer not null default 0,
    new integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    gone integer not null default 0,
    skipped integer not null default 0,
    failed integer not null default 0
) strict;
create index runs_started on runs (started_at);

create table source_runs (
    run_id integer not null references runs (id),
    source_id text not null references sources (id),
    started_at text not null,
    finished_at text,
    state text not null default 'running',
    reason text not null default '',
    attempted integer not null default 0,
    fetched integer not null default 0,
    new integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    gone integer not null default 0,
    skipped integer not null default 0,
    failed integer not null default 0,
    primary key (run_id, source_id)
) strict, without rowid;
create index source_runs_source on source_runs (source_id, started_at);

create table coverage (
    source_id text not null references sources (id),
    day text not null,
    attempted integer not null default 0,
    fetched integer not null default 0,
    new integer not null default 0,
    expected_min integer,
    expected_max integer,
    state text not null default '',
    reason text not null default '',
    primary key (source_id, day)
) strict, without rowid;
create index coverage_day on coverage (day);

create table refusals (
    id integer primary key,
    at text not null,
    source_id text,
    url text not null,
    address text not null default '',
    reason text not null
) strict;
create index refusals_at on refusals (at);
