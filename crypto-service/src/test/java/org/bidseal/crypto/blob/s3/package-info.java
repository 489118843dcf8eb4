@NullMarked
package org.bidseal.crypto.blob.s3;

import org.jspecify.annotations.NullMarked;
