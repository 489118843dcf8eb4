package org.bidseal.acceptance.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bidseal.acceptance.Demonstration;
import org.bidseal.acceptance.FleetUnderTest;
import org.bidseal.acceptance.Life;
import org.bidseal.acceptance.secrecy.KnownSecrets.Known;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.Service;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/// After the demo, every secret that its phones and its server knew is looked for in all that the
/// fleet left behind (docs/custody.md).
@ExtendWith(FleetUnderTest.class)
final class NoSecretAnywhereTest {
  /// Of all who have a key in the demo, and of phones that came later.
  private static final List<String> PINS =
      List.of(
          "Bid7391x",
          "Key5082y",
          "Tri6174q",
          "New4410z",
          "Six2047w",
          "Sea1111x",
          "Sea2222x",
          "Sea3333x",
          "Sea4444x",
          "Sea5555x");

  private static final List<Service> WITH_SHARES = List.of(Service.CRYPTO, Service.ESCROW);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  @Capability("CRY-016")
  void neitherPhonesNorServersSecretsAreLeftAnywhere(Life life) throws Exception {
    Demonstration demonstration = life.demonstration();
    Fleet fleet = life.fleet();
    List<Secret> server = ServerSecrets.of(fleet, demonstration.secrets());
    List<Secret> all = new ArrayList<>(phones(demonstration));
    all.addAll(server);
    assertThat(all.stream().map(secret -> secret.what().split(" of ", -1)[0]))
        .contains(
            "D1",
            "x1",
            "t",
            "D2",
            "earlier D2",
            "reset key",
            "file key",
            "device key",
            "transport key",
            "tree key",
            "PIN",
            "receipt signer's key");
    assertThat(all).filteredOn(each -> each.what().startsWith("D1")).hasSizeGreaterThan(4);
    assertThat(all)
        .filteredOn(each -> each.what().startsWith("private key"))
        .hasSizeGreaterThan(13);

    Places places = new Places(fleet, new SecretSearch(all));
    places.files();
    places.databases();
    places.topics();
    places.metrics();
    Places garbage = new Places(fleet, new SecretSearch(all));
    Path folder = Files.createDirectories(Path.of("target", "heaps").toAbsolutePath());
    for (Service service : WITH_SHARES) {
      try (HeapDump dump = HeapDump.ofAll(fleet.process(service), folder)) {
        garbage.heap("garbage", service, dump);
      }
      try (HeapDump dump = HeapDump.ofLiveObjects(fleet.process(service), folder)) {
        places.heap("heap", service, dump);
      }
    }
    System.out.println("Searched for " + all.size() + " secrets: " + places.searched());
    System.out.println("In heaps until the next collection: " + garbage.found());
    assertThat(places.searched())
        .containsKeys("database", "topics", "metrics", "heap", "files of logs")
        .allSatisfy((_, bytes) -> assertThat(bytes).isPositive());
    assertThat(places.found()).isEmpty();
  }

  /// What is sent to phones and desks; shares only, since whoever is entitled to a bid is sent its
  /// tree key.
  @Test
  void noAnswerHoldsAShare(Life life) throws IOException, SQLException {
    Demonstration demonstration = life.demonstration();
    List<Secret> shares =
        Stream.concat(
                phones(demonstration).stream(),
                ServerSecrets.of(life.fleet(), demonstration.secrets()).stream())
            .filter(secret -> !secret.what().startsWith("tree key"))
            .toList();
    Places answers = new Places(life.fleet(), new SecretSearch(shares));
    demonstration
        .exchanges()
        .forEach(exchange -> answers.text("answers", exchange.path(), exchange.responseBody()));
    assertThat(answers.searched().getOrDefault("answers", 0L)).isGreaterThan(10_000);
    assertThat(answers.found()).isEmpty();
  }

  private static List<Secret> phones(Demonstration demonstration) {
    List<Secret> secrets = new ArrayList<>();
    for (Known known : demonstration.secrets().of("")) {
      secrets.add(Secret.ofBytes(known.what(), known.bytes()));
      if (known.what().startsWith("D1")) {
        byte[] x1 = Scalar.of(known.bytes()).inverse().exposeBytes();
        secrets.add(Secret.ofBytes(known.what().replace("D1", "x1"), x1));
      }
    }
    for (String pin : PINS) {
      secrets.add(Secret.ofText("PIN of somebody", pin));
    }
    // The opening record tells the tree keys of bids that were opened; this one never was.
    String treeKey =
        JSON.readTree(demonstration.output().resolve("taken-back.bidders-copy.json").toFile())
            .path("treeKey")
            .asString();
    secrets.add(Secret.ofBytes("tree key of taken-back", HexFormat.of().parseHex(treeKey)));
    return secrets;
  }
}
