package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.Part;

/// Entries whose hashes and order were checked (docs/opening-record.md, "The chain").
final class Chain {
  private static final byte[] LABEL = "bidseal-opening-entry-v1".getBytes(US_ASCII);
  private static final Sm3Hash NOTHING = Sm3Hash.ofBytes(new byte[Sm3Hash.BYTES]);

  private Chain() {}

  /// An entry as the file has it.
  record Entry(
      long sequence,
      String kind,
      UUID openingId,
      Instant time,
      Part payload,
      Sm3Hash previousHash,
      Sm3Hash hash,
      boolean unchanged) {
    Place place() {
      return new Place.Entry(sequence, kind);
    }

    static Entry of(Part part) {
      Sm3Hash hash = part.hash("hash");
      String content = part.members().without("hash").canonical();
      String name = "entry " + part.whole("sequence");
      return new Entry(
          part.whole("sequence"),
          part.text("kind"),
          part.id("openingId"),
          part.time("time"),
          Part.of(name, part.part("payload").members()),
          part.hash("previousHash"),
          hash,
          Sm3Hash.of(LABEL, content.getBytes(UTF_8)).equals(hash));
    }
  }

  /// Reads the entries and checks each against itself and the one before.
  static List<Entry> check(List<Json> file, Findings findings) {
    List<Entry> entries = new ArrayList<>();
    for (Json value : file) {
      entries.add(Entry.of(Part.of("entry " + (entries.size() + 1), value)));
    }
    Set<Long> present = new HashSet<>();
    entries.forEach(entry -> present.add(entry.sequence()));
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!entry.unchanged()) {
        findings.fault(entry.place(), Fault.ENTRY_CHANGED);
      }
      checkPlace(entries, i, present, findings);
    }
    if (!entries.isEmpty() && !entries.getFirst().kind().equals("OPENING_REGISTERED")) {
      findings.fault(entries.getFirst().place(), Fault.FIRST_ENTRY);
    }
    return entries;
  }

  private static void checkPlace(List<Entry> entries, int i, Set<Long> present, Findings findings) {
    Entry entry = entries.get(i);
    long before = i == 0 ? 0 : entries.get(i - 1).sequence();
    long expected = before + 1;
    if (entry.sequence() != expected) {
      boolean gap = entry.sequence() > expected && !present.contains(expected);
      findings.fault(
          entry.place(),
          gap ? Fault.ENTRY_MISSING : Fault.ENTRY_OUT_OF_PLACE,
          gap ? expected : i + 1);
    } else if (!entry.previousHash().equals(i == 0 ? NOTHING : entries.get(i - 1).hash())) {
      findings.fault(entry.place(), Fault.ENTRY_NOT_LINKED);
    }
    if (!entry.openingId().equals(entries.getFirst().openingId())) {
      findings.fault(entry.place(), Fault.ENTRY_OF_OTHER_OPENING, entry.openingId());
    }
    if (i > 0 && entry.time().isBefore(entries.get(i - 1).time())) {
      findings.fault(entry.place(), Fault.TIME_RUNS_BACK);
    }
  }
}
