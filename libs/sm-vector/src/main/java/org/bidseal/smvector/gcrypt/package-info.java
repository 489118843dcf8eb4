/// SM4-GCM by libgcrypt, through the foreign function interface.
@NullMarked
package org.bidseal.smvector.gcrypt;

import org.jspecify.annotations.NullMarked;
