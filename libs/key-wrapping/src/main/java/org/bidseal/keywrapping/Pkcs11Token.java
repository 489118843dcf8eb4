package org.bidseal.keywrapping;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/// A PKCS #11 token with key-encryption keys that never leave it: sensitive and not extractable
/// (`CKA_SENSITIVE`, `CKA_EXTRACTABLE`, PKCS #11 v2.40 §4.9). Through the JDK's SunPKCS11, which
/// keeps a pool of sessions: threads share the token and no session.
final class Pkcs11Token implements KekStore {
  private static final int KEY_BITS = 256;

  private final Provider provider;
  private final Pkcs11Settings settings;
  private final TokenPin pin;

  private Pkcs11Token(Provider provider, Pkcs11Settings settings, TokenPin pin) {
    this.provider = provider;
    this.settings = settings;
    this.pin = pin;
  }

  /// Loads the module.
  ///
  /// @throws IOException if it cannot be loaded or has no such slot
  static Pkcs11Token open(Pkcs11Settings settings, TokenPin pin) throws IOException {
    Provider sun = Security.getProvider("SunPKCS11");
    if (sun == null) {
      throw new IOException("This Java has no PKCS #11: it lacks the module jdk.crypto.cryptoki");
    }
    try {
      return new Pkcs11Token(sun.configure(configuration(settings)), settings, pin);
    } catch (InvalidParameterException | ProviderException | UnsupportedOperationException e) {
      throw new IOException("The PKCS #11 module " + settings.library() + " cannot be used", e);
    }
  }

  /// In the format of the JDK's PKCS #11 Reference Guide; the leading dashes say that it is no
  /// file's name.
  private static String configuration(Pkcs11Settings settings) {
    return """
    --name = bidseal-keks
    library = %s
    %s
    showInfo = false
    attributes(*, CKO_SECRET_KEY, CKK_AES) = {
      CKA_SENSITIVE = true
      CKA_EXTRACTABLE = false
      CKA_ENCRYPT = true
      CKA_DECRYPT = true
    }
    """
        .formatted(
            settings.library(),
            settings.slot() == null
                ? "slotListIndex = " + settings.slotListIndex()
                : "slot = " + settings.slot());
  }

  Provider provider() {
    return provider;
  }

  @Override
  public KekGenerations read() throws IOException {
    try {
      return new KekGenerations(keys(login()), settings.current());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The token: " + e.getMessage() + "; make one with deploy/kek (docs/custody.md)", e);
    }
  }

  private SortedMap<Integer, SecretKey> keys(KeyStore store) throws IOException {
    SortedMap<Integer, SecretKey> keys = new TreeMap<>();
    String prefix = settings.label() + "-";
    try {
      for (String alias : Collections.list(store.aliases())) {
        String version = alias.startsWith(prefix) ? alias.substring(prefix.length()) : "";
        if (version.matches("[1-9][0-9]{0,8}")) {
          keys.put(Integer.valueOf(version), checked(alias, store.getKey(alias, null)));
        }
      }
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IOException("The keys of the token cannot be read", e);
    }
    return keys;
  }

  private static SecretKey checked(String alias, Key key) throws IOException {
    if (!(key instanceof SecretKey secret) || !key.getAlgorithm().equals("AES")) {
      throw new IOException("The token's " + alias + " is no AES key");
    }
    if (key.getEncoded() != null) {
      throw new IOException("The token gives " + alias + " away: it must not be extractable");
    }
    return secret;
  }

  @Override
  public int add() throws IOException {
    KeyStore store = login();
    SortedMap<Integer, SecretKey> keys = keys(store);
    int next = keys.isEmpty() ? 1 : keys.lastKey() + 1;
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
      generator.init(KEY_BITS);
      store.setKeyEntry(settings.label() + "-" + next, generator.generateKey(), null, null);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IOException("The token makes no key", e);
    }
    return next;
  }

  @Override
  public void remove(int version) throws IOException {
    KeyStore store = login();
    if (!keys(store).containsKey(version)) {
      throw new IOException("The token has no key " + version);
    }
    if (version == read().current()) {
      throw new IOException("Key " + version + " is the current one");
    }
    try {
      store.deleteEntry(settings.label() + "-" + version);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IOException("The token keeps its key " + version, e);
    }
  }

  /// @throws IOException always: a token does not keep that
  @Override
  public void choose(int version) throws IOException {
    throw new IOException(
        "A token does not keep which key is current: set bidseal.key-wrapping.pkcs11.current");
  }

  /// Lists the token's objects anew; logs in unless this process is.
  private KeyStore login() throws IOException {
    char[] text = pin.read();
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, text);
      return store;
    } catch (IOException e) {
      throw new IOException(
          "The token refuses the login: look at the PIN and its mistakes left", e);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IOException("The token does not answer", e);
    } finally {
      Arrays.fill(text, '\0');
    }
  }
}
