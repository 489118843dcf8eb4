package org.bidseal.signing.seal;

import java.util.UUID;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.pdf.SealImage;
import org.bidseal.signing.task.SealType;

/// A reserved use of a seal, as seal-service answers it.
///
/// @param picture PNG in base64
public record ReservedSeal(
    UUID useId,
    String picture,
    double widthMm,
    double heightMm,
    SealType sealType,
    String name,
    UUID enterpriseId) {
  /// The picture in its true size.
  public SealImage image() {
    return new SealImage(Bytes.ofBase64(picture), widthMm, heightMm);
  }
}
