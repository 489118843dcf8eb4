package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.phone.key.PieceBox;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.SecretSharing;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// An owner whose half is shared out among three colleagues, of whom two bring it back.
abstract class PiecesTest extends EscrowServiceTest {
  protected TestPhone owner;
  protected List<TestPhone> holders;
  protected TestPhone newPhone;
  protected TestKey key;
  protected SecretSharing sharing;

  @BeforeEach
  void anOwnerAndThreeColleagues() {
    owner = people.member("张三", enterpriseId);
    holders = new ArrayList<>();
    for (String name : List.of("李四", "王五", "赵六")) {
      TestPhone holder = people.member(name, enterpriseId);
      endorse(holder, enterpriseId);
      holders.add(holder);
    }
    key = encryptionKey(owner);
    newPhone = people.phone(owner.personId());
    sharing = SecretSharing.split(key.share().exposeD1(), 2, 3, random);
  }

  protected UUID sharedOut() {
    return id(ok(post(owner, "/quorum-backups", request()), 201), "backupId");
  }

  protected Map<String, Object> request() {
    return request(holders);
  }

  protected Map<String, Object> request(List<TestPhone> to) {
    ShareProof proof =
        key.share()
            .proveSharing(
                ProofContext.shareOut(
                    key.keyId(), owner.deviceId(), sharing.commitments().digest()),
                sharing.commitments().secretImage(),
                random);
    List<Map<String, Object>> pieces =
        sharing.pieces().stream()
            .map(piece -> {
              TestPhone holder = to.get(piece.index() - 1);
              return Map.<String, Object>of(
                  "index", piece.index(),
                  "holderDeviceId", holder.deviceId(),
                  "ciphertext", sealed(piece, holder));
            })
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("keyId", key.keyId());
    body.put("generation", 1);
    body.put("deviceId", owner.deviceId());
    body.put("commitments", sharing.commitments().hex());
    body.put("proof", Map.of("c", proof.cHex(), "z", proof.zHex()));
    body.put("pieces", pieces);
    return body;
  }

  protected String sealed(SecretPiece piece, TestPhone to) {
    return Base64.getEncoder()
        .encodeToString(
            new PieceBox(piece, key.keyId(), 1).sealFor(to.transportKey().publicKey(), random));
  }

  protected Answer verify(int holder, UUID backupId) {
    TestPhone phone = holders.get(holder);
    try (PieceBox box = opened(phone, backupId)) {
      ShareProof proof =
          box.piece()
              .prove(ProofContext.verifyPiece(key.keyId(), phone.deviceId(), backupId), random);
      return verified(phone, backupId, phone.deviceId(), proof);
    }
  }

  protected PieceBox opened(TestPhone phone, UUID backupId) {
    JsonNode held =
        ok(get(phone, "/quorum-backups/pieces"), 200)
            .valueStream()
            .filter(each -> each.path("backupId").asString().equals(backupId.toString()))
            .findFirst()
            .orElseThrow();
    PieceBox box =
        PieceBox.open(
            Base64.getDecoder().decode(held.path("ciphertext").asString()), phone.transportKey());
    assertThat(box.piece().image().hex()).isEqualTo(held.path("image").asString());
    return box;
  }

  protected Answer verified(TestPhone phone, UUID backupId, UUID deviceId, ShareProof proof) {
    return post(
        phone,
        "/quorum-backups/" + backupId + "/verification",
        Map.of("deviceId", deviceId, "proof", Map.of("c", proof.cHex(), "z", proof.zHex())));
  }

  protected String stateOf(UUID backupId) {
    return owned(backupId).path("state").asString();
  }

  protected JsonNode owned(UUID backupId) {
    return ok(get(owner, "/quorum-backups"), 200)
        .valueStream()
        .filter(each -> each.path("backupId").asString().equals(backupId.toString()))
        .findFirst()
        .orElseThrow();
  }
}
