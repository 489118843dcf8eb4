package org.bidseal.signing.pdf;

import org.bidseal.smcrypto.Sm3Hash;

/// What must be kept of a prepared document until its signature arrives.
///
/// @param byteRange what the signature covers, and where its hexadecimal string goes
/// @param digest SM3 over the covered bytes: the CMS attribute messageDigest
public record PreparedPdf(ByteRange byteRange, Sm3Hash digest) {}
