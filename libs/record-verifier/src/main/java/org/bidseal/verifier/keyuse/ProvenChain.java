package org.bidseal.verifier.keyuse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;

/// A use and the hashes that follow it, up to the head that is in a tree (docs/key-audit.md, "The
/// chain").
///
/// @param heads the chain's hash after each use that the file tells of, by the use's number, and
///   before the first of them
record ProvenChain(Part use, Instant time, Sm3Hash head, SortedMap<Long, Sm3Hash> heads) {
  private static final byte[] USE = "bidseal-key-use-v1".getBytes(US_ASCII);
  private static final byte[] CHAIN = "bidseal-key-chain-v1".getBytes(US_ASCII);
  private static final byte[] LEAF = {0};
  private static final Sm3Hash NOTHING = Sm3Hash.ofBytes(new byte[Sm3Hash.BYTES]);

  static ProvenChain check(Part use, Part chain, Findings findings) {
    long sequence = use.whole("sequence");
    Place here = new Place.Use(sequence, use.text("operation"));
    Sm3Hash hash = use.hash("hash");
    String content = use.members().without("hash").canonical();
    if (!Sm3Hash.of(USE, content.getBytes(UTF_8)).equals(hash)) {
      findings.fault(here, Fault.ENTRY_CHANGED);
    }
    SortedMap<Long, Sm3Hash> heads = new TreeMap<>();
    Sm3Hash previous = chain.hash("previousHead");
    heads.put(sequence - 1, previous);
    Sm3Hash head = next(previous, hash);
    heads.put(sequence, head);
    for (Sm3Hash following : hashes(chain, "following")) {
      head = next(head, following);
      heads.put(heads.lastKey() + 1, head);
    }
    boolean begins = sequence == 1;
    if (!head.equals(chain.hash("head")) || begins != previous.equals(NOTHING)) {
      findings.fault(here, Fault.CHAIN_CHANGED);
    }
    return new ProvenChain(use, use.time("time"), chain.hash("head"), heads);
  }

  UUID keyId() {
    return use.id("keyId");
  }

  long sequence() {
    return use.whole("sequence");
  }

  Place place() {
    return new Place.Use(sequence(), use.text("operation"));
  }

  /// The key's leaf: `SM3(0x00 ‖ RFC 8785 form of {head, keyId, uses})`.
  Sm3Hash leaf() {
    var members = new TreeMap<String, Json>();
    members.put("head", new Json.Text(head.hex()));
    members.put("keyId", new Json.Text(keyId().toString()));
    members.put("uses", new Json.Whole(heads.lastKey()));
    return Sm3Hash.of(LEAF, new Json.Members(members).canonical().getBytes(UTF_8));
  }

  private static Sm3Hash next(Sm3Hash head, Sm3Hash use) {
    return Sm3Hash.of(CHAIN, head.bytes(), use.bytes());
  }

  static List<Sm3Hash> hashes(Part part, String member) {
    return part.items(member).stream().map(item -> hash(part, member, item)).toList();
  }

  private static Sm3Hash hash(Part part, String member, Json item) {
    if (item instanceof Json.Text(String text)) {
      try {
        return Sm3Hash.ofHex(text);
      } catch (IllegalArgumentException _) {
        throw new MalformedException(part.name() + "." + member, "has something else than digests");
      }
    }
    throw new MalformedException(part.name() + "." + member, "has something else than digests");
  }
}
