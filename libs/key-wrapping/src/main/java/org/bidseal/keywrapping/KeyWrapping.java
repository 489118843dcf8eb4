package org.bidseal.keywrapping;

import java.util.SortedSet;

/// Wraps secrets for storage under a key-encryption key that has versions. Calls are short but may
/// reach a hardware module: run them off the event loop.
public interface KeyWrapping {

  /// Wraps under the current key-encryption key; the caller closes the secret.
  WrappedSecret wrap(SecretBytes secret, Aad boundTo);

  /// Unwraps; the caller closes the result.
  ///
  /// @throws UnwrappingException if the bytes were altered, belong to other associated data, or the
  ///   key-encryption key is not there
  /// @throws KeyModuleException if the key-encryption keys cannot be reached
  SecretBytes unwrap(WrappedSecret wrapped, Aad boundTo);

  /// The version that [#wrap] uses now.
  int currentKekVersion();

  /// The versions that [#unwrap] can read now.
  SortedSet<Integer> kekVersions();

  /// Looks which versions there are and which is current: keys are added and removed while services
  /// run.
  ///
  /// @throws KeyModuleException if that cannot be seen; the known versions stay
  void reload();

  /// Wraps anew under the current version; the same object if it is current already. So a fleet
  /// replaces a key-encryption key while it runs.
  ///
  /// @throws UnwrappingException as [#unwrap]
  default WrappedSecret rewrap(WrappedSecret wrapped, Aad boundTo) {
    if (wrapped.kekVersion() == currentKekVersion()) {
      return wrapped;
    }
    try (SecretBytes secret = unwrap(wrapped, boundTo)) {
      return wrap(secret, boundTo);
    }
  }
}
