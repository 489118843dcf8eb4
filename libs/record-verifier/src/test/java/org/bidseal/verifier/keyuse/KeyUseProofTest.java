package org.bidseal.verifier.keyuse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.finding.Language;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.Json.Items;
import org.bidseal.verifier.json.Json.Members;
import org.bidseal.verifier.json.Json.Text;
import org.bidseal.verifier.json.Json.Whole;
import org.bidseal.verifier.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The test vectors of docs/key-audit.md, and each way to spoil them with what is said of it.
class KeyUseProofTest {
  private static final X509Certificate ROOT = Sm2Certificates.parse(resource("root.der"));
  private static final String CHANGED =
      "use 2 (CO_SIGN): its content was changed: the content does not give its hash";
  private static final String CHAIN =
      "use 2 (CO_SIGN): the chain does not lead from the use to the key's head: a hash was changed";
  private static final String TREE =
      "use 2 (CO_SIGN): the key's head is not in the signed tree: the head, its position or its path"
          + " was changed";
  private static final String SIGNATURE =
      "tree: the signature is not one of the certificate's key over the tree";

  @TempDir private Path folder;
  private final Members genuine = read("use-2.json");

  @Test
  void theVectorsVerifyAndAgree() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String root = write("root.der", resource("root.der"));
    List<String> words = new ArrayList<>();
    for (String name : List.of("use-2.json", "use-2-next-tree.json", "use-4.json")) {
      words.add(write(name, resource(name)));
    }
    words.addAll(List.of("--trust", root));
    assertThat(run(words, out)).isZero();
    assertThat(out.toString(UTF_8))
        .contains("2 CO_SIGN DONE DOCUMENT", "4 REFRESH DONE", "Signed by", "Timestamp")
        .endsWith("The use is in the signed tree.\n")
        .doesNotContain("Wrong", "Notes");
  }

  @Test
  void withoutTrustTheRootIsShown() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(List.of(write("proof", resource("use-2.json")), "--lang", "zh"), out)).isZero();
    assertThat(out.toString(UTF_8)).contains("未指定--trust").endsWith("在签名存证树中。\n");
  }

  @Test
  void aWrongCommandLineEndsWithTwo() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (List<String> wrong :
        List.of(List.<String>of(), List.of("--what"), List.of("a", "--lang", "fr"), List.of("a"))) {
      assertThat(run(wrong, out)).as("%s", wrong).isEqualTo(2);
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void everyMemberOfTheUseCounts() {
    Members use = (Members) get(genuine, "use");
    for (String member : use.values().keySet()) {
      if (!List.of("hash", "sequence", "operation").contains(member)) {
        assertThat(faults(in("use", m -> put(m, member, other(get(m, member))))))
            .as(member)
            .contains(CHANGED);
      }
    }
    assertThat(faults(in("use", m -> put(m, "more", new Text("x"))))).containsExactly(CHANGED);
  }

  @Test
  void aUseWithItsHashMadeAnew() {
    assertThat(faults(in("use", use -> rehashed(put(use, "outcome", new Text("PROOF_REFUSED"))))))
        .containsExactly(CHAIN);
  }

  @Test
  void aChainMadeAnew() {
    Members use = rehashed(put((Members) get(genuine, "use"), "outcome", new Text("FAILED")));
    Members chain = (Members) get(genuine, "chain");
    Sm3Hash head = Sm3Hash.ofHex(text(chain, "previousHead"));
    head = next(head, text(use, "hash"));
    for (Json following : ((Items) get(chain, "following")).values()) {
      head = next(head, ((Text) following).value());
    }
    Members forged =
        put(put(genuine, "use", use), "chain", put(chain, "head", new Text(head.hex())));
    assertThat(faults(forged)).containsExactly(TREE);
  }

  @Test
  void aHashOfTheChain() {
    assertThat(faults(in("chain", m -> put(m, "previousHead", other(get(m, "previousHead"))))))
        .containsExactly(CHAIN);
    assertThat(faults(in("chain", m -> put(m, "following", swappedOrShorter(m))))).contains(CHAIN);
    assertThat(faults(in("chain", m -> put(m, "head", other(get(m, "head"))))))
        .containsExactly(CHAIN, TREE);
  }

  @Test
  void aPathOrAPosition() {
    assertThat(faults(in("inclusion", m -> put(m, "position", new Whole(1L << 40)))))
        .containsExactly(TREE);
    assertThat(faults(in("inclusion", m -> put(m, "path", new Items(longer(m))))))
        .containsExactly(TREE);
    assertThat(faults(in("inclusion", m -> put(m, "path", new Items(List.of())))))
        .containsExactly(TREE);
  }

  @Test
  void aTreesStatement() {
    Members tree = (Members) get(genuine, "tree");
    String statement = new String(Base64.getDecoder().decode(text(tree, "payload")), UTF_8);
    Members said = (Members) JsonReader.read(statement);
    Members other = put(said, "root", other(get(said, "root")));
    assertThat(faults(in("tree", m -> put(m, "payload", base64(other)))))
        .containsExactly(SIGNATURE, TREE);
    Members number = put(said, "number", new Whole(99));
    assertThat(faults(in("tree", m -> put(m, "payload", base64(number)))))
        .containsExactly(SIGNATURE);
  }

  @Test
  void aSignatureACertificateATimestamp() {
    Members second = (Members) get(read("use-4.json"), "tree");
    assertThat(faults(in("tree", m -> put(m, "signature", get(second, "signature")))))
        .contains(SIGNATURE)
        .anyMatch(fault -> fault.startsWith("tree: the timestamp is not one of this signature"));
    assertThat(faults(in("tree", m -> put(m, "timestamp", get(second, "timestamp")))))
        .containsExactly("tree: the timestamp is not one of this signature: imprint");
    Text root = new Text(Base64.getEncoder().encodeToString(resource("root.der")));
    assertThat(faults(in("tree", m -> put(m, "certificate", root))))
        .contains(SIGNATURE)
        .anyMatch(fault -> fault.startsWith("tree: the certificate is not one for receipts"));
  }

  @Test
  void aFileThatIsNone() {
    assertThat(UseVerdict.of("{".getBytes(UTF_8), List.of()).faults(Language.ENGLISH))
        .containsExactly("file: the file ends in the middle, after 1 characters");
    assertThat(faults(put(genuine, "format", new Text("x"))))
        .containsExactly("file: the file is of format x, not of one known here");
    assertThat(faults(new Members(new TreeMap<>(genuine.without("chain").values()))))
        .containsExactly("file: proof.chain is missing");
  }

  /// As if the service had forgotten a use between two trees: each file is good by itself.
  @Test
  void twoFilesThatDoNotTellOfOneChain() {
    UseVerdict first = verdict(genuine);
    Members chain = (Members) get(read("use-4.json"), "chain");
    UseVerdict other =
        verdict(
            put(
                read("use-4.json"),
                "chain",
                put(chain, "previousHead", other(get(chain, "previousHead")))));
    first.checkBeside(other);
    assertThat(first.faults(Language.ENGLISH))
        .containsExactly(
            "use 2 (CO_SIGN): the key's chain is another one than in the other file: use 3");
  }

  private List<String> faults(Members document) {
    return verdict(document).faults(Language.ENGLISH);
  }

  private static UseVerdict verdict(Members document) {
    return UseVerdict.of(document.canonical().getBytes(UTF_8), List.of(ROOT));
  }

  private Members in(String part, UnaryOperator<Members> change) {
    return put(genuine, part, change.apply((Members) get(genuine, part)));
  }

  private static Members rehashed(Members use) {
    byte[] content = use.without("hash").canonical().getBytes(UTF_8);
    return put(
        use, "hash", new Text(Sm3Hash.of("bidseal-key-use-v1".getBytes(US_ASCII), content).hex()));
  }

  private static Sm3Hash next(Sm3Hash head, String use) {
    return Sm3Hash.of(
        "bidseal-key-chain-v1".getBytes(US_ASCII), head.bytes(), Sm3Hash.ofHex(use).bytes());
  }

  private static Items swappedOrShorter(Members chain) {
    List<Json> following = new ArrayList<>(((Items) get(chain, "following")).values());
    following.removeLast();
    return new Items(following);
  }

  private static List<Json> longer(Members inclusion) {
    List<Json> path = new ArrayList<>(((Items) get(inclusion, "path")).values());
    path.add(new Text("0".repeat(64)));
    Collections.rotate(path, 1);
    return path;
  }

  /// Another value of the same kind.
  private static Json other(Json value) {
    if (value instanceof Text(String text)) {
      char first = text.charAt(0);
      return new Text((first == '1' ? '2' : '1') + text.substring(1));
    }
    throw new IllegalArgumentException("no text: " + value);
  }

  private static Text base64(Members statement) {
    return new Text(Base64.getEncoder().encodeToString(statement.canonical().getBytes(UTF_8)));
  }

  private static String text(Members object, String member) {
    return ((Text) get(object, member)).value();
  }

  private static Json get(Members object, String member) {
    Json value = object.values().get(member);
    if (value == null) {
      throw new IllegalStateException("no " + member);
    }
    return value;
  }

  private static Members put(Members object, String member, Json value) {
    TreeMap<String, Json> values = new TreeMap<>(object.values());
    values.put(member, value);
    return new Members(values);
  }

  private static Members read(String name) {
    return (Members) JsonReader.read(new String(resource(name), UTF_8));
  }

  private static int run(List<String> words, ByteArrayOutputStream out) {
    return Main.run(
        words,
        new PrintStream(out, true, UTF_8),
        new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static byte[] resource(String name) {
    try (InputStream in = KeyUseProofTest.class.getResourceAsStream("/keyuse/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
