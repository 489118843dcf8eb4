package org.bidseal.phone.witness;

/// Told of every secret that a phone draws or comes to know. Nobody's phone has one but a test's,
/// which looks for those secrets afterwards wherever they must not be.
@FunctionalInterface
public interface SecretWitness {
  /// Sees nothing.
  SecretWitness NONE = (_, _) -> {};

  /// A secret came into being.
  ///
  /// @param what such as `D1 of …`, with the key's id
  /// @param secret the witness's own copy
  void learns(String what, byte[] secret);
}
