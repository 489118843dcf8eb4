/// The reviewer's decision; an approval makes the seal.
@NullMarked
package org.bidseal.seals.review;

import org.jspecify.annotations.NullMarked;
