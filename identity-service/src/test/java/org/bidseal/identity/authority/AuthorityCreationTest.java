package org.bidseal.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.bidseal.database.Transactions;
import org.bidseal.embedded.Database;
import org.bidseal.identity.authority.CertificateAuthority.Anchors;
import org.bidseal.keywrapping.KeyFileWrapping;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.servers.TestServers;
import org.bouncycastle.asn1.x500.X500Name;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// The first start of an installation, on a database of its own.
class AuthorityCreationTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ConnectionFactory connections;

  @SuppressWarnings("NullAway.Init")
  private KeyWrapping wrapping;

  @BeforeEach
  void emptyDatabase() throws IOException {
    Database database = TestServers.get().freshDatabase("identity_authority");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.role(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    connections =
        ConnectionFactories.get(
            ConnectionFactoryOptions.parse(database.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, database.role())
                .option(ConnectionFactoryOptions.PASSWORD, database.password())
                .build());
    wrapping = KeyFileWrapping.open(folder.resolve("wrapping.key"), RANDOM);
  }

  @Test
  void replicasThatStartAtTheSameTimeAgreeOnOneAuthority() {
    List<Anchors> seen =
        Flux.range(0, 6)
            .map(_ -> replica())
            .flatMap(each -> each.anchors().subscribeOn(Schedulers.boundedElastic()))
            .collectList()
            .blockOptional(LIMIT)
            .orElseThrow();
    assertThat(seen).hasSize(6);
    assertThat(seen.stream().distinct()).hasSize(1);
    // And a later start finds the same.
    assertThat(replica().anchors().blockOptional(LIMIT).orElseThrow()).isEqualTo(seen.getFirst());
  }

  @Test
  void openSslVerifiesTheChain() throws Exception {
    CertificateAuthority authority = replica();
    Anchors anchors = authority.anchors().blockOptional(LIMIT).orElseThrow();
    var key = Sm2KeyPair.generate(RANDOM);
    IssuedCertificate issued =
        authority
            .issue(
                Profile.SIGNING, new X500Name("CN=某某公司,C=CN"), key.publicKey(), Period.ofYears(1))
            .blockOptional(LIMIT)
            .orElseThrow();
    Path root = pem("root", anchors.root());
    Path issuer = pem("issuer", anchors.issuer());
    Path leaf = pem("leaf", issued.certificate());
    // One step at a time: the option distid reaches the certificate in question alone.
    verifies(root, issuer);
    verifies(issuer, leaf);
  }

  private static void verifies(Path issuer, Path certificate) throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "verify",
                "-x509_strict",
                "-partial_chain",
                "-vfyopt",
                "distid:1234567812345678",
                "-CAfile",
                issuer.toString(),
                certificate.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(output).isZero();
    assertThat(output).contains("OK");
  }

  @Test
  void theKeysLeaveTheDatabaseWrapped() {
    Anchors anchors = replica().anchors().blockOptional(LIMIT).orElseThrow();
    List<Integer> lengths =
        DatabaseClient.create(connections)
            .sql("select length(wrapped_key) as n from authority")
            .map(row -> Objects.requireNonNull(row.get("n", Integer.class)))
            .all()
            .collectList()
            .blockOptional(LIMIT)
            .orElseThrow();
    // Header, nonce, 32 bytes of key, tag.
    assertThat(lengths).containsExactly(1 + 4 + 12 + 32 + 16, 1 + 4 + 12 + 32 + 16);
    assertThat(anchors.root().getBasicConstraints()).isEqualTo(1);
    assertThat(anchors.issuer().getBasicConstraints()).isZero();
    assertThat(
            Sm2Certificates.isSignedBy(anchors.issuer(), Sm2Certificates.publicKey(anchors.root())))
        .isTrue();
  }

  private CertificateAuthority replica() {
    var database = DatabaseClient.create(connections);
    var properties =
        new AuthorityProperties(
            URI.create("http://localhost/crl"), Duration.ofHours(24), "bidseal");
    return new CertificateAuthority(
        new AuthorityRepository(database),
        new AuthorityFactory(properties, wrapping, RANDOM, Clock.systemUTC()),
        properties,
        wrapping,
        new CryptoScheduler(1, 100),
        new Transactions(new R2dbcTransactionManager(connections)),
        RANDOM,
        Clock.systemUTC(),
        new SimpleMeterRegistry());
  }

  private Path pem(String name, X509Certificate certificate) throws IOException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(Sm2Certificates.encoded(certificate));
    return Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }
}
