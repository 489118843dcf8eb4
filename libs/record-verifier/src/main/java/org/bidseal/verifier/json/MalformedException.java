package org.bidseal.verifier.json;

/// A part of a record is missing or of another kind.
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param where such as `entry 3.payload.envelopeId`
  public MalformedException(String where, String why) {
    super(where + " " + why);
  }
}
