package org.bidseal.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// The key with which identity-service vouches to Keycloak for a person whose SMS code it has
/// checked (RFC 7523 assertion, `RS256`). The private half is a PKCS#8 PEM file that only its owner
/// can read; the public half stands in the realm's identity provider `phone-login`.
///
/// @param file PKCS#8 PEM file of the private key
/// @param privateKey RSA, 3072 bits
/// @param publicKey the half that Keycloak knows
public record PhoneLoginKey(Path file, PrivateKey privateKey, PublicKey publicKey) {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /// Reads the key from the file, or makes one there.
  public static PhoneLoginKey loadOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      String pem = Files.readString(file).replace(BEGIN, "").replace(END, "");
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      PrivateKey key =
          rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.strip())));
      if (!(key instanceof RSAPrivateCrtKey crt)) {
        throw new EmbeddedServerException(file + " holds no RSA key with its public exponent");
      }
      PublicKey publicKey =
          rsa.generatePublic(new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent()));
      return new PhoneLoginKey(file, key, publicKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new EmbeddedServerException("Unreadable private key in " + file, e);
    }
  }

  /// RFC 7638 thumbprint (SHA-256, base64url) of the public half: the `kid` of an assertion's
  /// header.
  public String keyId() {
    RSAPublicKey rsa = (RSAPublicKey) publicKey;
    String canonical =
        "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
            .formatted(base64Url(rsa.getPublicExponent()), base64Url(rsa.getModulus()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The public half as a JSON Web Key Set (RFC 7517).
  public String jwks() {
    RSAPublicKey rsa = (RSAPublicKey) publicKey;
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(keyId(), base64Url(rsa.getModulus()), base64Url(rsa.getPublicExponent()));
  }

  /// Unsigned, big-endian, no leading zero octet (RFC 7518 §6.3.1.1).
  private static String base64Url(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static void create(Path file) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    OwnerOnly.write(file, BEGIN + "\n" + body + "\n" + END + "\n");
  }

  @Override
  public String toString() {
    return "PhoneLoginKey[" + file + ", REDACTED]";
  }
}
