package org.bidseal.crypto.envelope;

import static org.bidseal.database.Columns.flag;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All envelopes. A change reads with a `lock…` method, calls the model, and writes with {@link
/// #save}, in one transaction: the row lock is what makes two changes of an envelope follow one
/// another.
@Component
public class Envelopes {
  private static final String SELECT =
      """
      select e.*,
             (select jsonb_agg(jsonb_build_object(
                         'certificateId', r.certificate_id, 'keyId', r.key_id,
                         'personId', r.person_id,
                         'subjectKeyIdentifier', r.subject_key_identifier,
                         'certificate', r.certificate) order by r.position)::text
                from envelope_recipient r
               where r.envelope_id = e.envelope_id) as recipients
        from envelope e
      """;

  private static final String OF_PLATFORM = " and e.platform_id = :tenant";
  private static final String OF_PERSON =
      " and exists (select 1 from bid_person p"
          + " where p.bid_id = e.bid_id and p.person_id = :tenant)";

  private static final String INSERT =
      """
      insert into envelope (envelope_id, bid_id, opening_id, platform_id, enterprise_id,
                            file_name, file_size, sealing, state)
      select :envelope, :bid, opening_id, platform_id, :enterprise, :name, :size, :sealing, 'DRAFT'
        from opening
       where opening_id = :opening and platform_id = :platform
         and clock_timestamp() < deadline
      """;

  private static final String INSERT_RECIPIENT =
      """
      insert into envelope_recipient (envelope_id, position, certificate_id, key_id, person_id,
                                      subject_key_identifier, certificate)
      values (:envelope, :position, :certificateId, :key, :person, :identifier, :certificate)
      """;

  private static final String SEAL_TIME =
      """
      select now from (select clock_timestamp() as now) t, opening o
       where o.opening_id = :opening and t.now < o.deadline
         for share of o
      """;

  private static final String LED_BY =
      """
      select exists (select 1 from envelope e join member m on m.enterprise_id = e.enterprise_id
                      where e.envelope_id = :envelope and m.person_id = :person) as led
      """;

  private final DatabaseClient database;
  private final EnvelopeColumns columns;

  Envelopes(DatabaseClient database, EnvelopeColumns columns) {
    this.database = database;
    this.columns = columns;
  }

  /// Adds a draft to an opening of its platform; false if the deadline has passed.
  public Mono<Boolean> insert(BidPart part) {
    return database
        .sql(INSERT)
        .bind("envelope", part.envelopeId())
        .bind("bid", part.bidId())
        .bind("opening", part.openingId())
        .bind("platform", part.platformId())
        .bind("enterprise", part.enterpriseId())
        .bind("name", part.fileName())
        .bind("size", part.size())
        .bind("sealing", part.sealing().name())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// The tenant's envelope; empty if he has none of this id.
  public Mono<Envelope> find(UUID envelopeId, Tenant tenant) {
    return ofTenant(envelopeId, tenant, "");
  }

  /// The same, locked until the transaction ends.
  public Mono<Envelope> lock(UUID envelopeId, Tenant tenant) {
    return ofTenant(envelopeId, tenant, " for update of e");
  }

  /// An envelope for the service's own jobs, which act for no caller, locked until the transaction
  /// ends; empty if there is none.
  public Mono<Envelope> lockForJob(UUID envelopeId) {
    return byId(envelopeId, " for update of e");
  }

  /// An envelope for the service's own jobs; empty if there is none.
  public Mono<Envelope> findForJob(UUID envelopeId) {
    return byId(envelopeId, "");
  }

  /// All envelopes of an opening, in the order of their drafts. The caller has checked that the
  /// opening may be shown.
  public Flux<Envelope> ofOpening(UUID openingId) {
    return database
        .sql(SELECT + "where e.opening_id = :opening order by e.created_at, e.envelope_id")
        .bind("opening", openingId)
        .map(columns::read)
        .all();
  }

  /// All sealed envelopes of an opening, locked until the transaction ends.
  public Flux<Envelope> lockOfOpening(UUID openingId) {
    return database
        .sql(
            SELECT
                + "where e.opening_id = :opening and e.sealed_at is not null"
                + " order by e.envelope_id for update of e")
        .bind("opening", openingId)
        .map(columns::read)
        .all();
  }

  /// The tenant's envelopes of an opening, in the order of their drafts.
  public Flux<Envelope> ofOpening(UUID openingId, Tenant tenant) {
    return database
        .sql(
            SELECT
                + "where e.opening_id = :opening"
                + predicate(tenant)
                + " order by e.created_at, e.envelope_id")
        .bind("opening", openingId)
        .bind("tenant", tenant.id())
        .map(columns::read)
        .all();
  }

  /// The database's present, if the opening still takes bids; empty if its deadline has passed.
  /// Asked with the envelope locked, this is the instant of the seal; the opening's times stay as
  /// they are until the transaction ends.
  public Mono<Instant> timeBeforeDeadline(UUID openingId) {
    return database.sql(SEAL_TIME).bind("opening", openingId).mapValue(Instant.class).one();
  }

  /// The other envelopes that are sealed for the same part of the bid, locked until the transaction
  /// ends. The caller sees to it that no further one is sealed meanwhile.
  public Flux<Envelope> lockOtherSealed(BidPart part) {
    return database
        .sql(
            SELECT
                + "where e.opening_id = :opening and e.bid_id = :bid"
                + " and e.envelope_id <> :envelope and e.state = 'SEALED' for update of e")
        .bind("opening", part.openingId())
        .bind("bid", part.bidId())
        .bind("envelope", part.envelopeId())
        .map(columns::read)
        .all();
  }

  /// Errs unless the person acts for the enterprise that bids, or leads the consortium that does:
  /// it alone seals, signs, confirms and takes back. The caller has checked that the person may see
  /// the envelope.
  ///
  /// @throws ProblemException (as the Mono's error) {@link BidProblem#NOT_THE_LEADER}
  public Mono<Void> requireLeader(UUID envelopeId, UUID personId) {
    return database
        .sql(LED_BY)
        .bind("envelope", envelopeId)
        .bind("person", personId)
        .map(row -> flag(row, "led"))
        .one()
        .flatMap(led -> led ? Mono.empty() : Mono.error(EnvelopeProblems.notTheLeader()));
  }

  /// Writes the envelope's state, with all that belongs to it.
  public Mono<Void> save(Envelope envelope) {
    Mono<Void> state = update(envelope.part().envelopeId(), columns.write(envelope));
    return envelope instanceof Envelope.Addressed addressed
        ? state.then(replaceRecipients(addressed))
        : state;
  }

  private Mono<Void> update(UUID envelopeId, Map<String, Optional<Object>> values) {
    String assignments =
        values.keySet().stream().map(c -> c + " = :" + c).collect(Collectors.joining(", "));
    var statement =
        database
            .sql("update envelope set " + assignments + " where envelope_id = :id")
            .bind("id", envelopeId);
    for (var value : values.entrySet()) {
      statement =
          value.getValue().isPresent()
              ? statement.bind(value.getKey(), value.getValue().get())
              : statement.bind(value.getKey(), Parameters.in(columns.type(value.getKey())));
    }
    return statement.fetch().rowsUpdated().then();
  }

  private Mono<Void> replaceRecipients(Envelope.Addressed envelope) {
    UUID envelopeId = envelope.part().envelopeId();
    List<Recipient> recipients = envelope.addressing().recipients();
    return database
        .sql("delete from envelope_recipient where envelope_id = :envelope")
        .bind("envelope", envelopeId)
        .fetch()
        .rowsUpdated()
        .thenMany(Flux.range(0, recipients.size()))
        .concatMap(position -> insertRecipient(envelopeId, position, recipients.get(position)))
        .then();
  }

  private Mono<Void> insertRecipient(UUID envelopeId, int position, Recipient recipient) {
    return database
        .sql(INSERT_RECIPIENT)
        .bind("envelope", envelopeId)
        .bind("position", position)
        .bind("certificateId", recipient.certificateId())
        .bind("key", recipient.keyId())
        .bind("person", recipient.personId())
        .bind("identifier", recipient.subjectKeyIdentifier())
        .bind("certificate", recipient.certificate())
        .then();
  }

  private Mono<Envelope> ofTenant(UUID envelopeId, Tenant tenant, String locking) {
    return database
        .sql(SELECT + "where e.envelope_id = :envelope" + predicate(tenant) + locking)
        .bind("envelope", envelopeId)
        .bind("tenant", tenant.id())
        .map((Readable row) -> columns.read(row))
        .one();
  }

  private Mono<Envelope> byId(UUID envelopeId, String locking) {
    return database
        .sql(SELECT + "where e.envelope_id = :envelope" + locking)
        .bind("envelope", envelopeId)
        .map((Readable row) -> columns.read(row))
        .one();
  }

  private static String predicate(Tenant tenant) {
    return switch (tenant) {
      case Tenant.OfPlatform _ -> OF_PLATFORM;
      case Tenant.OfPerson _ -> OF_PERSON;
    };
  }
}
