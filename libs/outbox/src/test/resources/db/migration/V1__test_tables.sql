-- An aggregate whose writers exclude each other, as writers of aggregates do.
create table account (id uuid primary key, n int not null);

-- What consumers did.
create table effect (seq bigint generated always as identity primary key, consumer text, subject text, n int);
