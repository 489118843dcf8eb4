/// SM4-GCM with the Vector API: sixteen blocks in the lanes of each 512-bit vector, the S-box in
/// registers. No load or branch depends on a secret, except where tables stand in for the JDK's
/// GHASH.
@NullMarked
package org.bidseal.smvector.sm4;

import org.jspecify.annotations.NullMarked;
