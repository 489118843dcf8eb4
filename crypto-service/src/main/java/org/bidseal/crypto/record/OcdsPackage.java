package org.bidseal.crypto.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An opening as a release package of the Open Contracting Data Standard 1.1.5 with the bids
/// extension 1.1.5 (https://standard.open-contracting.org/1.1/en/schema/).
record OcdsPackage(
    String uri,
    String version,
    List<String> extensions,
    Instant publishedDate,
    Named publisher,
    List<Release> releases) {
  static final String VERSION = "1.1";
  static final List<String> EXTENSIONS =
      List.of(
          "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json");

  record Named(String name) {}

  record Release(
      String ocid,
      String id,
      Instant date,
      List<String> tag,
      String initiationType,
      List<Party> parties,
      Tender tender,
      Bids bids) {}

  /// @param identifier by the unified social credit code
  record Party(UUID id, String name, Identifier identifier, List<String> roles) {}

  record Identifier(String scheme, String id, String legalName) {}

  /// @param description which stage of the lot was opened
  /// @param status `active`: not awarded yet, which happens elsewhere
  record Tender(
      String id,
      String title,
      String description,
      String status,
      Period tenderPeriod,
      int numberOfTenderers,
      List<Reference> tenderers,
      List<Amendment> amendments) {}

  record Period(Instant startDate, Instant endDate) {}

  record Reference(UUID id, String name) {}

  record Amendment(String id, Instant date, String rationale, String description) {}

  record Bids(List<Statistic> statistics, List<Bid> details) {}

  /// @param relatedLot the platform's id of the lot
  record Statistic(String id, String measure, int value, String relatedLot) {}

  /// @param id the same for all parts of a bid, in the releases of their openings
  /// @param status `pending`: submitted, not evaluated; `withdrawn`
  /// @param tenderers all of a consortium, its leader first
  /// @param documents the envelope, by the id that the opening record names it with
  record Bid(
      UUID id,
      Instant date,
      String status,
      List<Reference> tenderers,
      List<SealedDocument> documents) {}

  record SealedDocument(UUID id, String title) {}
}
