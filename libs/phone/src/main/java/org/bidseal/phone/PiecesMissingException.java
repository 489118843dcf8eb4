package org.bidseal.phone;

/// Too few holders have passed their pieces on yet. The message is for the holder.
public final class PiecesMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PiecesMissingException(int given, int threshold) {
    super("%d of the %d pieces that bring the key back are there".formatted(given, threshold));
  }
}
