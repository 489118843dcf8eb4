package org.bidseal.smcrypto.envelope;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.ReplayRandom;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.TestData;
import tools.jackson.databind.JsonNode;

/// One of the published envelopes.
record EnvelopeVector(JsonNode node) {
  static Stream<EnvelopeVector> all() {
    return TestData.vectors("vectors/bid-envelope.json").stream().map(EnvelopeVector::new);
  }

  static EnvelopeVector named(String name) {
    return all().filter(v -> v.text("name").equals(name)).findFirst().orElseThrow();
  }

  String text(String field) {
    return node.get(field).asString();
  }

  byte[] bytes(String field) {
    return Hex.decode(text(field));
  }

  UUID id(String field) {
    return id(node.get(field));
  }

  static UUID id(JsonNode hex) {
    return UUID.fromString(
        hex.asString().replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
  }

  int segmentSize() {
    return node.get("segmentSize").asInt();
  }

  Sm3Hash hash(String field) {
    return Sm3Hash.ofHex(text(field));
  }

  FileKey fileKey() {
    return FileKey.of(bytes("fileKey"));
  }

  List<JsonNode> recipients() {
    return node.get("recipients").valueStream().toList();
  }

  List<Point> recipientKeys() {
    return recipients().stream().map(r -> PointGate.decodeHex(r.get("P").asString())).toList();
  }

  /// What the sealer draws: file key, salt, nonce prefix, and one nonce for each recipient.
  ReplayRandom randomness() {
    return ReplayRandom.of(
        Stream.concat(
                Stream.of(text("fileKey"), text("salt"), text("noncePrefix")),
                recipients().stream().map(r -> r.get("k").asString()))
            .toArray(String[]::new));
  }

  @Override
  public String toString() {
    return text("name");
  }
}
