package org.bidseal.crypto.timeline;

import java.time.Duration;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The service's sign of life, of any replica. A minute without one was an outage: the first sign
/// after it writes an entry for every opening whose window it fell into, with its seconds within
/// that window. While nobody could be served nobody could write either, so the gap is the evidence.
@Component
@InRole(Role.KEY)
class PulseSweep implements Sweep {
  private static final String PULSE =
      """
      with gap as (
        select at as since, clock_timestamp() as until from service_pulse for update),
      outage as (
        select o.opening_id, greatest(g.since, o.opens_at) as since,
               least(g.until, o.opens_at + o.window_minutes * interval '1 minute'
                              - interval '1 microsecond') as until
          from gap g join opening o
            on o.opens_at < g.until and o.concluded_at is null
           and o.opens_at + o.window_minutes * interval '1 minute' > g.since
         where g.until - g.since > interval '1 minute'),
      told as (
        insert into timeline_entry (opening_id, at, kind, detail)
        select opening_id, until, 'OUTAGE', floor(extract(epoch from until - since))::bigint::text
          from outage)
      update service_pulse set at = (select until from gap)
      """;

  private final DatabaseClient database;

  PulseSweep(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "service-pulse";
  }

  @Override
  public Duration interval() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Mono<Long> sweep() {
    return database.sql(PULSE).fetch().rowsUpdated();
  }
}
