package org.bidseal.verifier;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Authorities;
import org.bidseal.verifier.trust.Timestamps;

/// Checks an opening record (docs/opening-record.md), offline and by itself.
public final class Verifier {
  static final String FORMAT = "bidseal-opening-record-v1";
  private static final Place DOCUMENT = new Place.Document();

  private final List<X509Certificate> trusted;
  private final Map<UUID, Path> plaintexts;
  private final Findings findings = new Findings();

  private Verifier(List<X509Certificate> trusted, Map<UUID, Path> plaintexts) {
    this.trusted = List.copyOf(trusted);
    this.plaintexts = Map.copyOf(plaintexts);
  }

  /// Checks a record.
  ///
  /// @param file its bytes
  /// @param trusted the anchors to which its certificates must lead; none: its own roots are used
  ///   and shown
  /// @param plaintexts files by their bid's envelope id, to be compared with what was sealed
  public static Verdict verify(
      byte[] file, List<X509Certificate> trusted, Map<UUID, Path> plaintexts) throws IOException {
    return new Verifier(trusted, plaintexts).verify(file);
  }

  private Verdict verify(byte[] file) throws IOException {
    Optional<Part> record = Document.read(file, "record", FORMAT, findings);
    if (record.isPresent()) {
      try {
        return verify(record.get());
      } catch (MalformedException e) {
        findings.fault(DOCUMENT, Fault.MALFORMED, e.getMessage());
      }
    }
    return new Verdict(findings, List.of(), Optional.empty());
  }

  private Verdict verify(Part record) throws IOException {
    List<X509Certificate> certificates = Document.certificates(record);
    Authorities authorities = new Authorities(trusted, certificates, findings);
    Timestamps timestamps = new Timestamps(authorities, findings);
    List<Entry> entries = Chain.check(record.items("entries"), findings);
    Head.Facts head = Head.check(record.part("head"), entries, authorities, timestamps, findings);
    History history =
        new History(
            new Receipts(certificates, authorities, findings),
            new EventLocks(authorities, findings),
            timestamps,
            findings);
    history.read(entries);
    Plaintexts.check(plaintexts, history.bids(), findings);
    if (!authorities.isAnchored()) {
      findings.notice(DOCUMENT, Fault.NOT_ANCHORED, String.join("; ", authorities.roots()));
    }
    return new Verdict(
        findings,
        entries,
        Optional.of(
            new Verdict.Story(head, history, authorities.roots(), authorities.isAnchored())));
  }
}
