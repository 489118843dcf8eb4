package org.bidseal.seals.impression;

import org.bidseal.smcrypto.Fields;

/// What the uploader signs: the fields
///
///     "bidseal-impression-v1", impressionId, enterpriseId, seal type, shape, name, width, height,
///     SM3 of the picture
///
/// encoded as in a share proof's context ([Fields]), sizes as decimal text in millimetres.
final class ImpressionStatement {
  private ImpressionStatement() {}

  static byte[] bytes(ImpressionCard card) {
    return new Fields()
        .add("bidseal-impression-v1")
        .add(card.impressionId())
        .add(card.enterpriseId())
        .add(card.sealType().name())
        .add(card.shape().name())
        .add(card.name())
        .add(Integer.toString(card.widthMm()))
        .add(Integer.toString(card.heightMm()))
        .add(card.pictureSm3())
        .bytes();
  }
}
