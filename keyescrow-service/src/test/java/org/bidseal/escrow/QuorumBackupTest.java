package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.SecretSharing;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;

/// Sharing a half out: what the pieces must be, who gets and sees them, and when it ends.
final class QuorumBackupTest extends PiecesTest {
  @Test
  void piecesOfAnotherSecretAreRefusedAndSoAreFalsePieces() {
    Map<String, Object> other = request();
    try (DeviceShare wrong = DeviceShare.generate(random)) {
      SecretSharing foreign = SecretSharing.split(wrong.exposeD1(), 2, 3, random);
      other.put("commitments", foreign.commitments().hex());
      problem(post(owner, "/quorum-backups", other), 403, "crypto/invalid-share-proof");
      ShareProof forged =
          wrong.proveSharing(
              ProofContext.shareOut(key.keyId(), owner.deviceId(), foreign.commitments().digest()),
              foreign.commitments().secretImage(),
              random);
      other.put("proof", Map.of("c", forged.cHex(), "z", forged.zHex()));
      problem(post(owner, "/quorum-backups", other), 403, "crypto/invalid-share-proof");
    }

    UUID backupId = sharedOut();
    SecretPiece notHis = sharing.pieces().get(1);
    ShareProof proof =
        notHis.prove(
            ProofContext.verifyPiece(key.keyId(), holders.get(0).deviceId(), backupId), random);
    problem(
        verified(holders.get(0), backupId, holders.get(0).deviceId(), proof),
        403,
        "escrow/piece-not-proven");
    problem(
        verified(holders.get(0), backupId, holders.get(1).deviceId(), proof),
        403,
        "escrow/not-the-holder");
    assertThat(stateOf(backupId)).isEqualTo("REQUESTED");
  }

  @Test
  void noPhoneSeesTheCommitmentsAndEachHolderSeesHisOwnImageOnly() {
    UUID backupId = sharedOut();
    String everything =
        ok(get(owner, "/quorum-backups"), 200).toString()
            + ok(get(holders.get(0), "/quorum-backups/pieces"), 200)
            + keys(owner);
    assertThat(sharing.commitments().hex()).noneMatch(everything::contains);
    assertThat(everything).contains(sharing.pieces().get(0).image().hex());
    assertThat(everything).doesNotContain(sharing.pieces().get(1).image().hex());
    assertThat(ok(get(people.member("钱七", enterpriseId), "/quorum-backups/pieces"), 200)).isEmpty();
    problem(
        post(holders.get(0), "/quorum-backups/" + backupId + "/revocation", null),
        403,
        "escrow/not-the-owner");
  }

  @Test
  void eachPieceGoesToAnotherColleagueAndNoneToTheOwner() {
    TestPhone second = people.phone(holders.get(0).personId());
    endorse(second, enterpriseId);
    TestPhone tablet = people.phone(owner.personId());
    endorse(tablet, enterpriseId);
    for (TestPhone unfit : List.of(second, tablet)) {
      List<TestPhone> mixed = List.of(holders.get(0), holders.get(1), unfit);
      problem(post(owner, "/quorum-backups", request(mixed)), 409, "escrow/holder-not-eligible");
    }
  }

  @Test
  void whenHoldersLeaveAndTooFewPiecesAreLeftItIsNoBackupAnyMore() {
    UUID backupId = sharedOut();
    ok(verify(0, backupId), 200);
    ok(verify(1, backupId), 200);
    ok(verify(2, backupId), 200);
    people.leave(holders.get(0).personId(), enterpriseId);
    Awaiting.untilAsserted(() -> assertThat(endedPieces(backupId)).isEqualTo(1));
    assertThat(stateOf(backupId)).isEqualTo("VERIFIED");
    people.lose(holders.get(1));
    Awaiting.untilAsserted(() -> assertThat(stateOf(backupId)).isEqualTo("REVOKED"));
    assertThat(told(owner)).endsWith("BACKUP_REVOKED", "BACKUP_LAPSED");
  }

  private long endedPieces(UUID backupId) {
    return owned(backupId)
        .path("pieces")
        .valueStream()
        .filter(piece -> piece.path("ended").asBoolean())
        .count();
  }
}
