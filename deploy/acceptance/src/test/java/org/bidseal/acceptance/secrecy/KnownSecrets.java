package org.bidseal.acceptance.secrecy;

import java.util.ArrayList;
import java.util.List;
import org.bidseal.phone.witness.SecretWitness;

/// What the phones of a demo knew.
public final class KnownSecrets implements SecretWitness {
  private final List<Known> known = new ArrayList<>();

  /// One of them.
  ///
  /// @param what as [SecretWitness] is told
  record Known(String what, List<Byte> secret) {
    byte[] bytes() {
      byte[] bytes = new byte[secret.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = secret.get(i);
      }
      return bytes;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @Override
  public synchronized void learns(String what, byte[] secret) {
    List<Byte> bytes = new ArrayList<>();
    for (byte each : secret) {
      bytes.add(each);
    }
    known.add(new Known(what, List.copyOf(bytes)));
  }

  /// Those whose description begins so.
  synchronized List<Known> of(String beginning) {
    return known.stream().filter(each -> each.what().startsWith(beginning)).toList();
  }
}
