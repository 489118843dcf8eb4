package org.bidseal.crypto.bidding;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.bidding.BidView.BidPart;
import org.bidseal.crypto.bidding.BidView.PartEnvelope;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads bids with all their parts, by one statement.
@Component
class BidRows {
  private static final String SELECT =
      """
      select o.*, clock_timestamp() as read_at, b.bid_id, b.announced_at,
             array(select d.enterprise_id from bidder d
                    where d.bid_id = b.bid_id order by d.position) as bidders,
             e.envelope_id, e.state, e.file_name, e.file_size, e.sealing, e.sealed_at,
             e.sealed_at is not null and e.state not in ('SUPERSEDED', 'RETRACTED') as counts
        from bid b join envelope e using (bid_id) join opening o using (opening_id)
       where\
      """;

  private static final String ORDER =
      " order by b.announced_at, b.bid_id, o.opens_at, o.opening_id, e.created_at, e.envelope_id";

  private static final String OF_PLATFORM = " b.platform_id = :tenant";
  private static final String OF_PERSON =
      " exists (select 1 from bid_person p where p.bid_id = b.bid_id and p.person_id = :tenant)";

  private final DatabaseClient database;

  BidRows(DatabaseClient database) {
    this.database = database;
  }

  private record Line(
      UUID bidId,
      Instant announcedAt,
      List<UUID> bidders,
      OpeningNow opening,
      PartEnvelope envelope,
      boolean counts) {}

  /// The tenant's bid; empty if he has none of this id.
  Mono<BidView> find(UUID bidId, Tenant tenant) {
    return database
        .sql(SELECT + predicate(tenant) + " and b.bid_id = :bid" + ORDER)
        .bind("tenant", tenant.id())
        .bind("bid", bidId)
        .map((Readable row) -> line(row))
        .all()
        .collectList()
        .filter(lines -> !lines.isEmpty())
        .map(BidRows::bid);
  }

  /// The tenant's bids for a tender, in the order of their announcement.
  Flux<BidView> ofTender(String tenderId, Tenant tenant) {
    return database
        .sql(SELECT + predicate(tenant) + " and b.tender_id = :tender" + ORDER)
        .bind("tenant", tenant.id())
        .bind("tender", tenderId)
        .map((Readable row) -> line(row))
        .all()
        .bufferUntilChanged(Line::bidId)
        .map(BidRows::bid);
  }

  private static String predicate(Tenant tenant) {
    return switch (tenant) {
      case Tenant.OfPlatform _ -> OF_PLATFORM;
      case Tenant.OfPerson _ -> OF_PERSON;
    };
  }

  private static Line line(Readable row) {
    return new Line(
        uuid(row, "bid_id"),
        instant(row, "announced_at"),
        List.of(required(row, "bidders", UUID[].class)),
        Openings.read(row),
        new PartEnvelope(
            uuid(row, "envelope_id"),
            Envelope.State.valueOf(text(row, "state")),
            text(row, "file_name"),
            count(row, "file_size"),
            Sealing.valueOf(text(row, "sealing")),
            row.get("sealed_at", Instant.class)),
        flag(row, "counts"));
  }

  private static BidView bid(List<Line> lines) {
    Line first = lines.getFirst();
    Map<UUID, List<Line>> byOpening =
        lines.stream()
            .collect(
                groupingBy(
                    line -> line.opening().opening().openingId(), LinkedHashMap::new, toList()));
    List<BidPart> parts = byOpening.values().stream().map(BidRows::part).toList();
    List<UUID> missing =
        parts.stream().filter(part -> part.sealed() == null).map(BidPart::openingId).toList();
    return new BidView(
        first.bidId(),
        first.opening().opening().platformId(),
        first.opening().opening().tenderId(),
        first.bidders().getFirst(),
        first.bidders().subList(1, first.bidders().size()),
        first.announcedAt(),
        missing.isEmpty(),
        missing,
        parts,
        first.opening().now());
  }

  private static BidPart part(List<Line> lines) {
    OpeningNow read = lines.getFirst().opening();
    Opening opening = read.opening();
    return new BidPart(
        opening.openingId(),
        opening.lotId(),
        opening.stage(),
        opening.name(),
        read.phase(),
        opening.deadline(),
        opening.opensAt(),
        lines.stream()
            .filter(Line::counts)
            .map(line -> line.envelope().envelopeId())
            .findFirst()
            .orElse(null),
        lines.stream().map(Line::envelope).toList());
  }
}
