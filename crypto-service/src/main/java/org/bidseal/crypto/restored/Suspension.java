package org.bidseal.crypto.restored;

/// What is done with a database that has gone back in time.
///
/// Its tokens are old ones: an image of a phone of that time would pass for the phone, and the
/// phone for a copy. Its counters are full again, its locks and quarantines undone, and guesses are
/// to be had a second time. So every holding is quarantined, and comes back as out of any
/// quarantine: real-name verification, then a refresh. Requests under way present a token that is
/// no longer there.
final class Suspension {
  static final String LINEAGE = "select lineage from restore_witness";

  /// A service's statements have ten seconds; this one writes every holding there is.
  static final String PATIENCE =
      "select set_config('statement_timeout', '10min', true), set_config('lock_timeout', '1min', true)";

  /// Takes the mark that was seen, as `:seen`; does nothing unless the database's own is lower. One
  /// statement: whoever comes second finds nothing to do.
  static final String SUSPEND =
      """
      with gone_back as (
        update restore_witness set mark = :seen where mark < :seen returning 1),
      suspended as (
        update holding
           set state = 'QUARANTINED', blocked_since = clock_timestamp(), block_reported = false,
               attempts_left = 5, token = replace(cast(gen_random_uuid() as text), '-', ''),
               last_request_id = null, last_content = null, last_answer = null
         where state <> 'STALE' and exists (select 1 from gone_back)
        returning 1),
      forgotten as (
        delete from attempt where exists (select 1 from gone_back)),
      unchecked as (
        update split_key set backup_checks_left = 0, backup_blocked_since = clock_timestamp()
         where exists (select 1 from gone_back))
      select (select count(*) from gone_back) as gone_back,
             (select count(*) from suspended) as holdings
      """;

  static final String LOG =
      "The database has gone back in time, to before mark {}: all {} holdings of keys are"
          + " quarantined (docs/operations.md, \"A restored database\")";

  private Suspension() {}
}
