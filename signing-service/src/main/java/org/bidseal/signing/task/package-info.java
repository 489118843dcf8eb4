/// Signing tasks: who is to sign which document where, and how far it is.
@NullMarked
package org.bidseal.signing.task;

import org.jspecify.annotations.NullMarked;
