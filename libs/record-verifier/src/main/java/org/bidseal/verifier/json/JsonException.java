package org.bidseal.verifier.json;

/// A text that is not one JSON document, or not as a record may have it.
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int offset;
  private final boolean cut;

  JsonException(String why, int offset, boolean cut) {
    super(why);
    this.offset = offset;
    this.cut = cut;
  }

  /// How many characters were read.
  public int offset() {
    return offset;
  }

  /// Whether the text ends before its document does.
  public boolean isCut() {
    return cut;
  }
}
