package org.bidseal.crypto.testkit;

import java.net.URI;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// A real S3 server, S3Proxy, which keeps its objects in memory; one for all tests of a JVM.
public final class TestS3 {
  public static final String ACCESS_KEY = "test-access";
  public static final String SECRET_KEY = "test-secret";

  private final URI endpoint;

  private TestS3(URI endpoint) {
    this.endpoint = endpoint;
  }

  private static final class Holder {
    static final TestS3 RUNNING = start();
  }

  /// The server, running.
  public static TestS3 get() {
    return Holder.RUNNING;
  }

  private static TestS3 start() {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new TestS3(URI.create("http://127.0.0.1:" + server.getPort()));
  }

  public URI endpoint() {
    return endpoint;
  }

  /// Makes a bucket.
  public String newBucket() {
    String bucket = "b-" + UUID.randomUUID();
    try (S3AsyncClient client =
        S3AsyncClient.builder()
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .endpointOverride(endpoint)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
            .build()) {
      client.createBucket(r -> r.bucket(bucket)).join();
    }
    return bucket;
  }
}
