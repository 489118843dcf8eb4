package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.Json.Items;
import org.bidseal.verifier.json.Json.Members;
import org.bidseal.verifier.json.Json.Text;
import org.bidseal.verifier.json.Part;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;

/// Each way to spoil a record, and what the verifier says of it.
class TamperTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Sample genuine = Sample.genuine();

  @Test
  void aChangedField() {
    Sample changed =
        genuine.withPayload(1, payload -> Sample.put(payload, "name", new Text("Bridge")));
    assertThat(changed.faults())
        .containsExactly(
            "entry 1 (OPENING_REGISTERED): its content was changed: the content does not give its"
                + " hash");
  }

  @Test
  void everyFieldOfEveryEntryCounts() {
    for (int i = 0; i < genuine.entries().size(); i++) {
      Members entry = (Members) genuine.entries().get(i);
      for (String member : entry.values().keySet()) {
        List<Json> entries = new ArrayList<>(genuine.entries());
        entries.set(i, Sample.put(entry, member, other(Sample.get(entry, member))));
        assertThat(genuine.withEntries(entries).faults()).as(i + " " + member).isNotEmpty();
      }
    }
  }

  private static Json other(Json value) {
    return switch (value) {
      case Members members -> Sample.put(members, "more", new Json.Flag(true));
      case Items _ -> new Items(List.of());
      case Text(String text) -> new Text(flipLast(text));
      case Json.Whole(long number) -> new Json.Whole(number + 1);
      case Json.Flag(boolean flag) -> new Json.Flag(!flag);
      case Json.Nothing _ -> new Text("");
    };
  }

  /// Another text of the same kind, whatever that is.
  private static String flipLast(String text) {
    if (text.endsWith("Z")) {
      return Instant.parse(text).plusNanos(1).toString();
    }
    char last = text.charAt(text.length() - 1);
    return text.substring(0, text.length() - 1) + (last == 'a' ? 'b' : 'a');
  }

  @Test
  void aChangedFieldWithItsOwnHashMadeAnew() {
    Sample changed =
        genuine.withPayload(1, payload -> Sample.put(payload, "name", new Text("Bridge")));
    List<Json> entries = new ArrayList<>(changed.entries());
    entries.set(0, Sample.rehashed((Members) entries.getFirst()));
    assertThat(changed.withEntries(entries).faults())
        .containsExactly(
            "entry 2 ("
                + kind(2)
                + "): it does not continue the entry before it: one of the two was"
                + " replaced");
  }

  @Test
  void aChangedFieldWithAllHashesMadeAnew() {
    Sample changed =
        genuine
            .withPayload(1, payload -> Sample.put(payload, "name", new Text("Bridge")))
            .rechained();
    assertThat(changed.faults())
        .containsExactly("head: it signs another chain: the hash of its last entry differs");
  }

  @Test
  void aDroppedEntry() {
    int failed = genuine.first("OPENING_RESCHEDULED");
    List<Json> entries = new ArrayList<>(genuine.entries());
    entries.remove(failed - 1);
    assertThat(genuine.withEntries(entries).faults())
        .contains(
            "entry %d (%s): entry %d, which belongs before it, is missing"
                .formatted(failed + 1, kind(failed + 1), failed))
        .contains(
            "head: it signs more entries than the file has: %d > %d"
                .formatted(entries.size() + 1, entries.size()));
  }

  @Test
  void theLastEntriesCutOff() {
    List<Json> entries = genuine.entries().subList(0, genuine.entries().size() - 2);
    assertThat(genuine.withEntries(entries).faults())
        .containsExactly(
            "head: it signs more entries than the file has: %d > %d"
                .formatted(entries.size() + 2, entries.size()));
  }

  @Test
  void swappedEntries() {
    int last = genuine.entries().size();
    List<Json> entries = new ArrayList<>(genuine.entries());
    Collections.swap(entries, last - 1, last - 2);
    assertThat(genuine.withEntries(entries).faults())
        .contains(
            "entry %d (%s): it stands where entry %d belongs".formatted(last, kind(last), last - 1),
            "entry %d (%s): it stands where entry %d belongs"
                .formatted(last - 1, kind(last - 1), last));
  }

  @Test
  void aRepeatedEntry() {
    List<Json> entries = new ArrayList<>(genuine.entries());
    entries.add(entries.getLast());
    int last = genuine.entries().size();
    assertThat(genuine.withEntries(entries).faults())
        .contains(
            "entry %d (%s): it stands where entry %d belongs".formatted(last, kind(last), last + 1),
            "head: it signs fewer entries than the file has: %d < %d".formatted(last, last + 1));
  }

  @Test
  void anAppendedEntry() {
    List<Json> entries = new ArrayList<>(genuine.entries());
    Members extension = (Members) entries.get(genuine.first("WINDOW_EXTENDED") - 1);
    entries.add(Sample.put(extension, "time", Sample.get((Members) entries.getLast(), "time")));
    int last = genuine.entries().size();
    assertThat(genuine.withEntries(entries).rechained().faults())
        .containsExactly(
            "head: it signs fewer entries than the file has: %d < %d".formatted(last, last + 1));
  }

  @Test
  void aRecordSignedByAnotherKey() {
    try (Sm2KeyPair key = Sm2KeyPair.generate(RANDOM)) {
      byte[] signature = key.signMessage(head("payload"), RANDOM).der();
      assertThat(genuine.withHead("signature", signature).faults())
          .containsExactly(
              "head: the signature is not one of the certificate's key over the head",
              "head: the timestamp is not one of this signature: imprint");
    }
  }

  @Test
  void aRecordSignedByAnotherKeyWithACertificateOfItsOwn() {
    try (Sm2KeyPair key = Sm2KeyPair.generate(RANDOM)) {
      byte[] signature = key.signMessage(head("payload"), RANDOM).der();
      assertThat(
              genuine
                  .withHead("signature", signature)
                  .withHead("certificate", Sm2Certificates.encoded(selfSigned(key)))
                  .faults())
          .containsExactly(
              "head: the certificate is not one for receipts and opening records: CN=Nobody",
              "head: the timestamp is not one of this signature: imprint",
              "head: the certificate does not lead to a given trust anchor: CN=Nobody");
    }
  }

  @Test
  void theHeadOfAnotherChain() {
    String statement = new String(head("payload"), UTF_8);
    byte[] other = statement.replaceFirst("\"entries\":\\d+", "\"entries\":1").getBytes(UTF_8);
    assertThat(genuine.withHead("payload", other).faults())
        .contains(
            "head: the signature is not one of the certificate's key over the head",
            "head: it signs fewer entries than the file has: 1 < " + genuine.entries().size());
  }

  @Test
  void aForeignReceipt() {
    List<Integer> sealed = allOf("BID_SEALED");
    Json foreign = Sample.get(payload(sealed.get(1)), "receipt");
    Sample spoilt =
        genuine
            .withPayload(sealed.get(0), payload -> Sample.put(payload, "receipt", foreign))
            .rechained();
    String entry = "entry " + sealed.getFirst() + " (BID_SEALED): ";
    assertThat(spoilt.faults())
        .contains(
            entry + "the receipt is of another bid: its envelopeId differs",
            entry + "the bid statement is of another bid: its headerSm3 differs",
            "head: it signs another chain: the hash of its last entry differs");
  }

  @Test
  void aForeignStatement() {
    List<Integer> sealed = allOf("BID_SEALED");
    Json foreign = Sample.get(payload(sealed.get(1)), "statement");
    Sample spoilt =
        genuine
            .withPayload(sealed.get(0), payload -> Sample.put(payload, "statement", foreign))
            .rechained();
    assertThat(spoilt.faults())
        .contains(
            "entry "
                + sealed.getFirst()
                + " (BID_SEALED): the bid statement is of another bid: its envelopeId differs");
  }

  @Test
  void aReceiptThatNobodySigned() {
    int sealed = genuine.first("BID_SEALED");
    Members receipt = (Members) Sample.get(payload(sealed), "receipt");
    byte[] payload = Part.of("", receipt).base64("payload");
    String earlier = new String(payload, UTF_8).replaceFirst("\"time\":\"20", "\"time\":\"19");
    Sample spoilt =
        genuine
            .withPayload(
                sealed,
                members ->
                    Sample.put(
                        members,
                        "receipt",
                        Sample.put(receipt, "payload", Sample.base64(earlier.getBytes(UTF_8)))))
            .rechained();
    assertThat(spoilt.faults())
        .contains("entry " + sealed + " (BID_SEALED): the receipt's signature is wrong");
  }

  @Test
  void aStatementThatTheBidderDidNotSign() {
    int sealed = genuine.first("BID_SEALED");
    Members statement = (Members) Sample.get(payload(sealed), "statement");
    try (Sm2KeyPair key = Sm2KeyPair.generate(RANDOM)) {
      byte[] signature = key.signMessage(Part.of("", statement).base64("bytes"), RANDOM).der();
      Sample spoilt =
          genuine
              .withPayload(
                  sealed,
                  members ->
                      Sample.put(
                          members,
                          "statement",
                          Sample.put(statement, "signature", Sample.base64(signature))))
              .rechained();
      assertThat(spoilt.faults())
          .contains(
              "entry "
                  + sealed
                  + " (BID_SEALED): the bidder's signature over the bid statement is wrong");
    }
  }

  @Test
  void theTimestampOfAnotherReceipt() {
    List<Integer> stamped = allOf("RECEIPT_TIMESTAMPED");
    Json foreign = Sample.get(payload(stamped.get(1)), "token");
    Sample spoilt =
        genuine.withPayload(stamped.get(0), payload -> Sample.put(payload, "token", foreign));
    assertThat(spoilt.faults())
        .contains(
            "entry "
                + stamped.getFirst()
                + " (RECEIPT_TIMESTAMPED): the timestamp is not one of this signature: imprint");
  }

  @Test
  void aTokenThatIsNone() {
    int stamped = genuine.first("RECEIPT_TIMESTAMPED");
    byte[] token = Part.of("", payload(stamped)).base64("token");
    for (int at = 0; at < token.length; at += 7) {
      byte[] flipped = token.clone();
      flipped[at] ^= 0x41;
      Sample spoilt =
          genuine.withPayload(
              stamped, payload -> Sample.put(payload, "token", Sample.base64(flipped)));
      assertThat(spoilt.faults()).as("byte " + at).isNotEmpty();
    }
  }

  @Test
  void aBidThatWasOpenedThoughItGaveWay() {
    Members superseded = payload(genuine.first("BID_SUPERSEDED"));
    Sample spoilt =
        genuine
            .withPayload(
                genuine.first("BID_DECRYPTED"),
                payload -> Sample.put(payload, "envelopeId", Sample.get(superseded, "envelopeId")))
            .rechained();
    assertThat(spoilt.faults())
        .contains(
            "entry %d (BID_DECRYPTED): the bid gave way to another one or was taken back: entry %d"
                .formatted(genuine.first("BID_DECRYPTED"), genuine.first("BID_SUPERSEDED")));
  }

  @Test
  void anEnterpriseInTwoBids() {
    int first = genuine.first("BID_SEALED") + 5;
    int second = first + 2;
    Sample spoilt =
        genuine
            .withPayload(
                second,
                payload ->
                    Sample.put(
                        payload,
                        "members",
                        new Items(List.of(Sample.get(payload(first), "enterpriseId")))))
            .rechained();
    assertThat(spoilt.faults())
        .contains(
            "entry %d (BID_SEALED): one of its bidders has another bid: entry %d"
                .formatted(second, first));
    assertThat(
            genuine
                .withPayload(
                    second, payload -> Sample.put(payload, "members", new Items(List.of())))
                .rechained()
                .faults())
        .noneMatch(fault -> fault.contains("another bid"));
  }

  @Test
  void aBidOpenedOrSealedAtTheWrongTime() {
    Sample late =
        genuine
            .withPayload(
                1,
                payload ->
                    Sample.put(
                        Sample.put(payload, "deadline", new Text("2020-01-01T00:00:00Z")),
                        "opensAt",
                        new Text("2999-01-01T00:00:00Z")))
            .rechained();
    List<Json> entries = new ArrayList<>(late.entries());
    entries.removeIf(entry -> Part.of("", entry).text("kind").equals("OPENING_RESCHEDULED"));
    assertThat(late.withEntries(entries).rechained().faults())
        .contains(
            "entry 2 (BID_SEALED): the bid was sealed after the deadline 2020-01-01T00:00:00Z")
        .anyMatch(fault ->
            fault.endsWith("the bid was opened before the opening time 2999-01-01T00:00:00Z"));
  }

  @Test
  void aReportThatSaysSomethingElseOrIsOfAnotherBid() {
    int reported = genuine.first("BID_REPORTED");
    Members report = (Members) Sample.get(payload(reported), "report");
    String place = "entry " + reported + " (BID_REPORTED): ";
    byte[] changed = Part.of("", report).base64("statement");
    changed[changed.length - 1] ^= 1;
    assertThat(withReport(reported, report, "statement", Sample.base64(changed)))
        .contains(place + "the signature of the reporting phone is wrong");
    String stranger = Sm2KeyPair.generate(RANDOM).publicKey().hex();
    assertThat(withReport(reported, report, "deviceKey", new Text(stranger)))
        .contains(place + "the signature of the reporting phone is wrong");
    String other = Part.of("", payload(genuine.first("BID_DECRYPTED"))).text("envelopeId");
    assertThat(
            genuine
                .withPayload(
                    reported, payload -> Sample.put(payload, "envelopeId", new Text(other)))
                .rechained()
                .faults())
        .contains(place + "the report is about another bid");
  }

  private List<String> withReport(int sequence, Members report, String member, Json value) {
    return genuine
        .withPayload(
            sequence, payload -> Sample.put(payload, "report", Sample.put(report, member, value)))
        .rechained()
        .faults();
  }

  @Test
  void aCutFile() {
    byte[] whole = genuine.bytes();
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
      assertThat(faults(Arrays.copyOf(whole, length)))
          .containsExactly(
              "file: the file ends in the middle, after "
                  + new String(whole, 0, length, UTF_8).length()
                  + " characters");
    }
  }

  @Test
  void somethingElse() {
    assertThat(faults("[]".getBytes(UTF_8))).containsExactly("file: record is no object");
    assertThat(faults("{} {}".getBytes(UTF_8)))
        .containsExactly(
            "file: the file is no JSON document as records are: something follows the document, 3");
    assertThat(faults(new byte[] {(byte) 0xff})).containsExactly("file: the file is not UTF-8");
    assertThat(faults("{\"format\":\"x\"}".getBytes(UTF_8)))
        .containsExactly("file: the file is of format x, not of one known here");
  }

  private static List<String> faults(byte[] file) {
    return Sample.verdict(file).faults(org.bidseal.verifier.finding.Language.ENGLISH);
  }

  private byte[] head(String member) {
    return Part.of("", Sample.get(genuine.document(), "head")).base64(member);
  }

  private Members payload(int sequence) {
    return (Members) Sample.get((Members) genuine.entries().get(sequence - 1), "payload");
  }

  private String kind(int sequence) {
    return Part.of("", genuine.entries().get(sequence - 1)).text("kind");
  }

  private List<Integer> allOf(String kind) {
    List<Integer> found = new ArrayList<>();
    for (int sequence = 1; sequence <= genuine.entries().size(); sequence++) {
      if (kind(sequence).equals(kind)) {
        found.add(sequence);
      }
    }
    return found;
  }

  private static X509Certificate selfSigned(Sm2KeyPair key) {
    X500Name name = new X500Name("CN=Nobody");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new CertificateIssuer(name, key.publicKey(), key.signatureFunction(RANDOM))
        .issue(
            CertificateContent.endEntity(
                BigInteger.ONE,
                name,
                key.publicKey(),
                now.minusSeconds(60),
                now.plusSeconds(60),
                CertificateContent.SIGNING));
  }
}
