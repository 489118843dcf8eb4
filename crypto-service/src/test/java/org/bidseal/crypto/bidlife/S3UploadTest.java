package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bidseal.crypto.testkit.TestS3;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The service with its blobs on a real S3 server.
class S3UploadTest extends UploadTest {
  @DynamicPropertySource
  static void s3(DynamicPropertyRegistry properties) {
    String bucket = TestS3.get().newBucket();
    properties.add("bidseal.blobs.store", () -> "s3");
    properties.add("bidseal.blobs.s3.endpoint", TestS3.get()::endpoint);
    properties.add("bidseal.blobs.s3.bucket", () -> bucket);
    properties.add("bidseal.blobs.s3.access-key", () -> TestS3.ACCESS_KEY);
    properties.add("bidseal.blobs.s3.secret-key", () -> TestS3.SECRET_KEY);
    // Contexts share their jobs: this one opens no bids, and others do not see its bucket.
    properties.add("bidseal.crypto.roles", () -> "key");
  }

  @Test
  @Capability("CRY-001")
  void aBidThatBreaksOffTwiceIsSealed() throws Exception {
    Signed bid = signed(18 * MIB);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    tus.checked(upload, bid.content(), 0, 3 * MIB).expect(204);
    tus.cut(
        upload,
        3L * MIB,
        Arrays.copyOfRange(bid.content(), 3 * MIB, bid.content().length),
        9 * MIB);
    org.bidseal.testsupport.Awaiting.until(
        "the break is noticed",
        () ->
            holds(
                "select writer is null and received > 3145728 from upload where upload_id = :id",
                uploadId(upload)));

    long kept = tus.head(upload).expect(200).offset();
    assertThat(kept).isBetween(8L * MIB, 12L * MIB);
    byte[] rest = Arrays.copyOfRange(bid.content(), (int) kept, bid.content().length);
    tus.patch(upload, kept, rest).expect(204);

    assertThat(state(bid.envelopeId())).isEqualTo("SEALED");
    assertThat(storedBytes()).isEqualTo(bid.content().length);
  }
}
