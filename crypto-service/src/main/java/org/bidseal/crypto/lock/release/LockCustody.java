package org.bidseal.crypto.lock.release;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.Seat;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.springframework.stereotype.Component;

/// Wraps and opens what members released. Its methods may reach a hardware module: call them on a
/// crypto thread.
@Component
class LockCustody {
  private static final String SHARE = "event-lock-share";
  private static final String SECRET = "event-lock-secret";

  private final KeyWrapping wrapping;

  LockCustody(KeyWrapping wrapping) {
    this.wrapping = wrapping;
  }

  /// A member's share, if it is his.
  ///
  /// @throws ProblemException [LockProblem#SHARE_NOT_VALID] if it is not
  WrappedSecret accept(CommitteeLock lock, Seat seat, Scalar share) {
    try (SecretPiece piece = new SecretPiece(seat.position(), Scalar.of(share.exposeNumber()))) {
      if (!lock.transcript().accepts(piece)) {
        throw new ProblemException(
            LockProblem.SHARE_NOT_VALID,
            "It is not the share of member " + seat.position() + " in this lock.");
      }
      return wrap(share, Aad.of(SHARE, lock.lockId(), seat.position()));
    }
  }

  /// The lock's secret, put together from the shares that are there: as many as the threshold.
  WrappedSecret combine(CommitteeLock lock) {
    List<SecretPiece> pieces = new ArrayList<>();
    try {
      for (Seat seat : lock.seats()) {
        WrappedSecret share = seat.share();
        if (share != null) {
          pieces.add(
              new SecretPiece(
                  seat.position(), unwrap(share, Aad.of(SHARE, lock.lockId(), seat.position()))));
        }
      }
      try (Scalar secret = lock.transcript().combine(pieces)) {
        return wrap(secret, secretOf(lock.lockId()));
      }
    } finally {
      pieces.forEach(SecretPiece::close);
    }
  }

  /// The caller closes it.
  Scalar open(UUID lockId, WrappedSecret secret) {
    return unwrap(secret, secretOf(lockId));
  }

  private static Aad secretOf(UUID lockId) {
    return Aad.of(SECRET, lockId);
  }

  private WrappedSecret wrap(Scalar secret, Aad boundTo) {
    try (SecretBytes bytes = SecretBytes.takeOver(secret.exposeBytes())) {
      return wrapping.wrap(bytes, boundTo);
    }
  }

  private Scalar unwrap(WrappedSecret wrapped, Aad boundTo) {
    try (SecretBytes bytes = wrapping.unwrap(wrapped, boundTo)) {
      return bytes.expose(Scalar::of);
    }
  }
}
