package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.finding.Language;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.Json.Items;
import org.bidseal.verifier.json.Json.Members;
import org.bidseal.verifier.json.Json.Text;
import org.bidseal.verifier.json.JsonReader;
import org.bidseal.verifier.json.Part;

/// The committed record of a real opening, and ways to spoil it. Immutable.
record Sample(Members document) {
  static final X509Certificate ROOT = Sm2Certificates.parse(resource("root.der"));
  private static final Sm3Hash NOTHING = Sm3Hash.ofBytes(new byte[Sm3Hash.BYTES]);

  static Sample genuine() {
    return of(new String(resource("opening-record.json"), UTF_8));
  }

  static Sample of(String text) {
    return new Sample((Members) JsonReader.read(text));
  }

  static byte[] resource(String name) {
    try (InputStream in = Sample.class.getResourceAsStream("/record/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    return document.canonical().getBytes(UTF_8);
  }

  /// What the verifier has against it, with the root as trust anchor.
  List<String> faults() {
    return verdict(bytes()).faults(Language.ENGLISH);
  }

  static Verdict verdict(byte[] file) {
    try {
      return Verifier.verify(file, List.of(ROOT), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Json> entries() {
    return ((Items) get(document, "entries")).values();
  }

  /// The number of the first entry of a kind.
  int first(String kind) {
    for (int i = 0; i < entries().size(); i++) {
      if (Part.of("", entries().get(i)).text("kind").equals(kind)) {
        return i + 1;
      }
    }
    throw new IllegalStateException("no " + kind);
  }

  Sample withEntries(List<Json> entries) {
    return new Sample(put(document, "entries", new Items(entries)));
  }

  Sample withHead(String member, byte[] bytes) {
    Members head = (Members) get(document, "head");
    return new Sample(put(document, "head", put(head, member, base64(bytes))));
  }

  /// Changes the payload of an entry, and not its hash.
  Sample withPayload(int sequence, UnaryOperator<Members> change) {
    List<Json> entries = new ArrayList<>(entries());
    Members entry = (Members) entries.get(sequence - 1);
    entries.set(sequence - 1, put(entry, "payload", change.apply((Members) get(entry, "payload"))));
    return withEntries(entries);
  }

  /// Computes numbers and hashes anew, as someone would who can write but not sign.
  Sample rechained() {
    List<Json> chain = new ArrayList<>();
    Sm3Hash previous = NOTHING;
    for (Json value : entries()) {
      Members entry =
          put(
              put((Members) value, "sequence", new Json.Whole(chain.size() + 1)),
              "previousHash",
              new Text(previous.hex()));
      Members rehashed = rehashed(entry);
      previous = Part.of("", rehashed).hash("hash");
      chain.add(rehashed);
    }
    return withEntries(chain);
  }

  static Members rehashed(Members entry) {
    Sm3Hash hash =
        Sm3Hash.of(
            "bidseal-opening-entry-v1".getBytes(US_ASCII),
            entry.without("hash").canonical().getBytes(UTF_8));
    return put(entry, "hash", new Text(hash.hex()));
  }

  static Members put(Members object, String member, Json value) {
    TreeMap<String, Json> values = new TreeMap<>(object.values());
    values.put(member, value);
    return new Members(values);
  }

  static Json get(Members object, String member) {
    Json value = object.values().get(member);
    if (value == null) {
      throw new IllegalStateException("no " + member);
    }
    return value;
  }

  static Text base64(byte[] bytes) {
    return new Text(Base64.getEncoder().encodeToString(bytes));
  }
}
