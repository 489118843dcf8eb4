package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Openings as open contracting data, by the published schema.
class OcdsTest extends PartsTest {
  private static final String SCHEMAS = "https://standard.open-contracting.org/schema/1__1__5/";

  @Test
  void anOpeningIsAReleasePackage() {
    Bidder first = bidder();
    Bidder second = bidder();
    backUp(first);
    backUp(second);
    UUID opening = opening();
    enterprise(first, "Road Builders 路桥", "91420100MA4KXXXX1X");
    enterprise(second, "Bridge Builders", "91420100MA4KXXXX2X");
    Draft changed = sealed(opening, 10, first);
    Draft one = sealed(opening, 20, first);
    Draft other = sealed(opening, 30, second);
    postpone(opening);
    String path = "/openings/" + opening + "/ocds";
    assertThat(platform.get(path).problem(403)).isEqualTo("opening-not-open");
    open(opening);

    JsonNode found = platform.get(path).expect(200);

    assertThat(strictly().validate(found)).isEmpty();
    JsonNode release = found.path("releases").path(0);
    assertThat(release.path("ocid").asString()).startsWith("ocds-").contains(platformId.toString());
    assertThat(
            release
                .path("bids")
                .path("details")
                .valueStream()
                .map(bid -> bid.path("id").asString()))
        .containsExactly(bidOf(one), bidOf(other));
    assertThat(bidOf(changed)).isEqualTo(bidOf(one));
    assertThat(
            release
                .path("bids")
                .path("details")
                .path(0)
                .path("documents")
                .path(0)
                .path("id")
                .asString())
        .isEqualTo(one.envelopeId().toString());
    assertThat(release.path("parties").valueStream().map(party -> party.path("identifier")))
        .extracting(identifier -> identifier.path("id").asString())
        .containsExactly("91420100MA4KXXXX1X", "91420100MA4KXXXX2X");
    assertThat(release.path("tender").path("numberOfTenderers").asInt()).isEqualTo(2);
    assertThat(release.path("tender").path("amendments").path(0).path("rationale").asString())
        .isEqualTo("A question");
    assertThat(found.path("publisher").path("name").asString()).isEqualTo("Test");
    assertThat(second.api().get(path).body()).isEqualTo(platform.get(path).body());
    assertThat(bidder().api().get(path).status()).isEqualTo(404);
  }

  @Test
  void aConsortiumIsOneBidOfSeveralTenderersInEveryStage() {
    Bidder leader = known("Road Builders");
    Bidder member = known("Bridge Builders");
    UUID technical = opening("7", "TECHNICAL");
    UUID price = opening("7", "PRICE");
    JsonNode bid = announceBid(leader, List.of(member.enterpriseId()), technical, price);
    for (UUID opening : List.of(technical, price)) {
      retract(seal(bid, opening, leader), leader);
      seal(
          platform
              .post("/bids/" + bid.path("bidId").asString() + "/parts", part(opening))
              .expect(201),
          opening,
          leader);
      open(opening);

      JsonNode found = platform.get("/openings/" + opening + "/ocds").expect(200);

      assertThat(strictly().validate(found)).isEmpty();
      JsonNode release = found.path("releases").path(0);
      JsonNode bids = release.path("bids");
      assertThat(bids.path("details")).hasSize(1);
      JsonNode detail = bids.path("details").path(0);
      assertThat(detail.path("id").asString()).isEqualTo(bid.path("bidId").asString());
      assertThat(detail.path("status").asString()).isEqualTo("pending");
      assertThat(detail.path("tenderers").valueStream())
          .extracting(tenderer -> tenderer.path("name").asString())
          .containsExactly("Road Builders", "Bridge Builders");
      assertThat(release.path("parties")).hasSize(2);
      assertThat(bids.path("statistics").path(0).path("relatedLot").asString()).isEqualTo("7");
      assertThat(bids.path("statistics").path(0).path("value").asInt()).isEqualTo(1);
    }
    assertThat(ocid(technical)).isEqualTo(ocid(price)).endsWith("-7");
  }

  private String ocid(UUID opening) {
    return platform
        .get("/openings/" + opening + "/ocds")
        .expect(200)
        .path("releases")
        .path(0)
        .path("ocid")
        .asString();
  }

  private String bidOf(Draft draft) {
    return show(draft.envelopeId()).path("bidId").asString();
  }

  @Test
  void anOpeningWithoutBidsIsOneToo() {
    UUID opening = opening();
    open(opening);
    JsonNode found = platform.get("/openings/" + opening + "/ocds").expect(200);
    assertThat(strictly().validate(found)).isEmpty();
    assertThat(found.path("releases").path(0).path("bids").path("details")).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNone() {
    UUID opening = opening();
    open(opening);
    ObjectNode found = (ObjectNode) platform.get("/openings/" + opening + "/ocds").expect(200);
    ObjectNode release = (ObjectNode) found.path("releases").path(0);
    release.remove("ocid");
    ((ObjectNode) release.get("tender")).put("status", "opened").put("colour", "red");
    assertThat(strictly().validate(found))
        .extracting(Error::getKeyword)
        .contains("required", "enum", "additionalProperties");
  }

  private void enterprise(Bidder bidder, String name, String uscc) {
    enterprise(bidder.enterpriseId(), name, uscc);
  }

  private void postpone(UUID opening) {
    Instant later = Instant.now().plusSeconds(7200);
    platform
        .post(
            "/openings/" + opening + "/reschedulings",
            Map.of("deadline", later, "opensAt", later, "reason", "A question"))
        .expect(200);
  }

  /// The schema of release packages with the extension merged in, and members that it does not name
  /// refused.
  private static Schema strictly() {
    JsonNode release =
        merged(read("release-schema.json"), read("bids-extension-release-schema.json"));
    Map<String, String> schemas =
        Map.of(
            SCHEMAS + "release-schema.json", closed(release).toString(),
            SCHEMAS + "release-package-schema.json",
                closed(read("release-package-schema.json")).toString());
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_4, builder -> builder.schemas(schemas))
        .getSchema(SchemaLocation.of(SCHEMAS + "release-package-schema.json"));
  }

  private static JsonNode read(String name) {
    try (InputStream in = OcdsTest.class.getResourceAsStream("/ocds/" + name)) {
      return Api.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// JSON Merge Patch (RFC 7396), as OCDS extensions are applied.
  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode object)) {
      return patch;
    }
    ObjectNode result =
        target instanceof ObjectNode known ? known.deepCopy() : Api.JSON.createObjectNode();
    object.forEachEntry((name, value) -> {
      if (value.isNull()) {
        result.remove(name);
      } else {
        result.set(name, merged(result.path(name), value));
      }
    });
    return result;
  }

  private static JsonNode closed(JsonNode schema) {
    List.copyOf(schema.findParents("properties")).stream()
        .filter(parent -> parent.path("type").asString("").equals("object"))
        .map(ObjectNode.class::cast)
        .forEach(parent -> parent.put("additionalProperties", false));
    return schema;
  }
}
