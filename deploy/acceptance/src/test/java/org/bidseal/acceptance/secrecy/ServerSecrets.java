package org.bidseal.acceptance.secrecy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.acceptance.secrecy.KnownSecrets.Known;
import org.bidseal.embedded.Database;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.Service;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyFileWrapping;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;

/// What the server of a demo knew: unwrapped from its database with its key-encryption keys, and
/// what follows from that and from the phones' secrets.
final class ServerSecrets {
  private final Fleet fleet;
  private final KnownSecrets phones;
  private final List<Secret> found = new ArrayList<>();

  private ServerSecrets(Fleet fleet, KnownSecrets phones) {
    this.fleet = fleet;
    this.phones = phones;
  }

  static List<Secret> of(Fleet fleet, KnownSecrets phones) throws IOException, SQLException {
    ServerSecrets secrets = new ServerSecrets(fleet, phones);
    secrets.unwrap(
        Service.CRYPTO,
        "select d2, 'server-share', key_id::text, generation::text, public_key from split_key",
        secrets::share);
    secrets.unwrap(
        Service.CRYPTO,
        "select reset_private_key, 'reset-key', key_id::text, generation::text, '' from split_key",
        (what, bytes, _) -> secrets.add("reset key of " + what, bytes));
    secrets.unwrap(
        Service.CRYPTO,
        "select private_key, 'receipt-signer', signer_id::text, null, '' from receipt_signer",
        (_, bytes, _) -> secrets.add("receipt signer's key", bytes));
    secrets.unwrap(
        Service.IDENTITY,
        "select wrapped_key, 'authority-key', role, null, '' from authority",
        (what, bytes, _) -> secrets.add("authority key " + what, bytes));
    return secrets.found;
  }

  private interface Use {
    void take(String what, byte[] bytes, String publicKey);
  }

  private void unwrap(Service service, String sql, Use use) throws IOException, SQLException {
    KeyWrapping wrapping =
        KeyFileWrapping.open(
            fleet.settings().dataFolder().resolve("keys").resolve(service.artifact() + ".key"),
            new SecureRandom());
    Database database = fleet.database(service);
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String first = rows.getString(3);
        String second = rows.getString(4);
        Aad bound =
            second == null
                ? Aad.of(rows.getString(2), first)
                : Aad.of(rows.getString(2), first, second);
        try (SecretBytes secret = wrapping.unwrap(WrappedSecret.decode(rows.getBytes(1)), bound)) {
          use.take(first, secret.expose(byte[]::clone), rows.getString(5));
        }
      }
    }
  }

  private void add(String what, byte[] bytes) {
    found.add(Secret.ofBytes(what, bytes));
  }

  /// `D2`, the one before a refresh, and the private key that nobody ever had.
  private void share(String keyId, byte[] bytes, String publicKey) {
    Scalar d2 = Scalar.of(bytes);
    add("D2 of " + keyId, bytes);
    for (Known t : phones.of("t of " + keyId)) {
      add("earlier D2 of " + keyId, d2.times(Scalar.of(t.bytes())).exposeBytes());
    }
    for (Known d1 : phones.of("D1 of " + keyId)) {
      Scalar product = Scalar.of(d1.bytes()).times(d2).inverse();
      Scalar d = Scalar.of(Sm2Curve.subtract(product.exposeNumber(), BigInteger.ONE));
      if (Point.generatorTimes(d).hex().equals(publicKey)) {
        add("private key " + keyId, d.exposeBytes());
      }
    }
  }
}
