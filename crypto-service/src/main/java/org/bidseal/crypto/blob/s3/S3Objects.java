package org.bidseal.crypto.blob.s3;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobStoreException;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The calls to the service that a blob store needs, each awaited.
final class S3Objects {
  private final S3AsyncClient client;
  private final String bucket;

  S3Objects(S3AsyncClient client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  /// Begins a multipart upload.
  String create(BlobName name) {
    return S3Failures.await(
            name, "begin", client.createMultipartUpload(r -> r.bucket(bucket).key(name.text())))
        .uploadId();
  }

  /// @param number from 1
  void putPart(BlobName name, String upload, int number, ByteBuffer bytes) {
    S3Failures.await(
        name,
        "write",
        client.uploadPart(
            r -> r.bucket(bucket).key(name.text()).uploadId(upload).partNumber(number),
            AsyncRequestBody.fromByteBufferUnsafe(bytes)));
  }

  /// Makes the parts 1 to `parts` one object.
  void complete(BlobName name, String upload, int parts) {
    List<CompletedPart> completed = parts(name, upload, parts);
    S3Failures.await(
        name,
        "complete",
        client.completeMultipartUpload(r ->
            r.bucket(bucket)
                .key(name.text())
                .uploadId(upload)
                .multipartUpload(m -> m.parts(completed))));
  }

  private List<CompletedPart> parts(BlobName name, String upload, int parts) {
    List<CompletedPart> found = new ArrayList<>();
    Integer marker = null;
    ListPartsResponse page;
    do {
      Integer after = marker;
      page =
          S3Failures.await(
              name,
              "list the parts of",
              client.listParts(
                  r -> r.bucket(bucket).key(name.text()).uploadId(upload).partNumberMarker(after)));
      for (Part part : page.parts()) {
        if (part.partNumber() <= parts) {
          found.add(
              CompletedPart.builder().partNumber(part.partNumber()).eTag(part.eTag()).build());
        }
      }
      marker = page.nextPartNumberMarker();
    } while (Boolean.TRUE.equals(page.isTruncated()));
    if (found.size() != parts) {
      throw new BlobStoreException("a multipart upload lost a part that was durable", null);
    }
    return found;
  }

  /// Throws a multipart upload away; one that is not there is none.
  void abort(BlobName name, String upload) {
    try {
      S3Failures.await(
          name,
          "discard",
          client.abortMultipartUpload(r -> r.bucket(bucket).key(name.text()).uploadId(upload)));
    } catch (BlobMissingException _) {
      // Completed or aborted before.
    }
  }

  void put(BlobName name, String key, ByteBuffer bytes) {
    S3Failures.await(
        name,
        "write",
        client.putObject(
            r -> r.bucket(bucket).key(key), AsyncRequestBody.fromByteBufferUnsafe(bytes)));
  }

  HeadObjectResponse head(BlobName name) {
    return S3Failures.await(
        name, "open", client.headObject(r -> r.bucket(bucket).key(name.text())));
  }

  /// Bytes `from` to `to`, both included, of an object.
  ///
  /// @param tag the object must still have; empty for any
  ByteBuffer get(BlobName name, String key, String tag, long from, long to) {
    return S3Failures.await(
            name,
            "read",
            client.getObject(
                r -> {
                  r.bucket(bucket).key(key).range("bytes=" + from + "-" + to);
                  if (!tag.isEmpty()) {
                    r.ifMatch(tag);
                  }
                },
                AsyncResponseTransformer.toBytes()))
        .asByteBuffer();
  }

  void delete(BlobName name, String key) {
    S3Failures.await(name, "delete", client.deleteObject(r -> r.bucket(bucket).key(key)));
  }

  /// Keys that begin so, at most a thousand.
  List<String> keys(BlobName name, String prefix) {
    return S3Failures.await(
            name, "list", client.listObjectsV2(r -> r.bucket(bucket).prefix(prefix)))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /// Multipart uploads that were begun before then, at most a thousand.
  List<MultipartUpload> unfinished(BlobName name, Instant before) {
    return S3Failures.await(name, "list", client.listMultipartUploads(r -> r.bucket(bucket)))
        .uploads()
        .stream()
        .filter(upload -> upload.initiated() != null && upload.initiated().isBefore(before))
        .toList();
  }
}
