package org.bidseal.crypto.blob.s3;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.blob.BlobStoreFullException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Waits for the service's answers, and says what its errors mean to users of the store.
final class S3Failures {
  private static final int NOT_FOUND = 404;
  private static final int INSUFFICIENT_STORAGE = 507;

  // Amazon's store is never full; those that run on one's own disks are, each with a code of its
  // own: Ceph, MinIO, and what others have for both.
  private static final Set<String> FULL =
      Set.of(
          "QuotaExceeded",
          "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "InsufficientStorage",
          "InsufficientCapacity");

  private S3Failures() {}

  /// The answer.
  ///
  /// @throws BlobMissingException if the service knows no such object or multipart upload
  /// @throws BlobStoreFullException if it has no room
  /// @throws BlobStoreException if it fails otherwise
  static <T> T await(BlobName name, String what, CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw translate(name, what, e.getCause() == null ? e : e.getCause());
    }
  }

  private static BlobStoreException translate(BlobName name, String what, Throwable cause) {
    if (cause instanceof BlobStoreException e) {
      return e;
    }
    if (cause instanceof AwsServiceException refusal) {
      if (refusal.statusCode() == INSUFFICIENT_STORAGE || FULL.contains(code(refusal))) {
        return new BlobStoreFullException("the blob store has no room left", cause);
      }
      if (refusal.statusCode() == NOT_FOUND && !code(refusal).equals("NoSuchBucket")) {
        return new BlobMissingException(name);
      }
    }
    return new BlobStoreException("cannot " + what + " a blob", cause);
  }

  private static String code(AwsServiceException refusal) {
    String code = refusal.awsErrorDetails() == null ? null : refusal.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }
}
