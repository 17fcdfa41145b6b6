create table pages (
    id integer primary key,
    url text not null,
    url_normalised text not null unique,
    source_id text not null references sources (id),
    found_by integer references inputs (id),
    found_at text not null,
    state text not null default 'new' check (state in (
        'new', 'leased', 'done', 'unchanged', 'gone', 'blocked', 'skipped', 'failed', 'redirected', 'duplicate'
    )),
    reason text not null default '',
    lease_until text,
    attempts integer not null default 0,
    checks integer not null default 0,
    next_due_at text,
    last_checked_at text,
    etag text not null default '',
    last_modified text not null default '',
    payload_sha256 text not null default '',
    redirected_to text not null default '',
    hints text not null default '{}'
) strict;
create index pages_due on pages (source_id, next_due_at) where next_due_at is not null;
create index pages_lease on pages (lease_until) where state = 'leased';
create index pages_source on pages (source_id, state);
create index pages_found_by on pages (found_by);

create table captures (
    id integer primary key,
    page_id integer references pages (id),
    input_id integer references inputs (id),
    run_id integer references runs (id),
    url text not null,
    requested_url text not null,
    fetched_at text not null,
    status integer not null,
    payload_sha256 text not null,
    warc_file text not null,
    warc_offset integer not null,
    warc_length integer not null,
    chain text not null,
    unique (warc_file, warc_offset)
) strict;
create index captures_page on captures (page_id, id);
create index captures_input on captures (input_id, id);
create index captures_run on captures (run_id);
create index captures_fetched on captures (fetched_at);
create trigger captures_are_never_changed before update on captures
begin
    select raise(abort, 'captures are never changed');
end;
create trigger captures_are_never_deleted before delete on captures
begin
    select raise(abort, 'captures are never deleted');
end;

create table page_states (
    id integer primary key,
    page_id integer not null references pages (id),
    at text not null,
    state text not null,
    reason text not null default '',
    capture_id integer references captures (id)
) strict;
create index page_states_page on page_states (page_id, id);
create index page_states_at on page_states (at);
create index page_states_gone on page_states (at) where state = 'gone';
create index page_states_capture on page_states (capture_id);
