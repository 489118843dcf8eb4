/// Measurements that anyone can repeat. No figure stands alone: each has its peer's beside it, from
/// the same run on the same core.
@NullMarked
package org.bidseal.bench;

import org.jspecify.annotations.NullMarked;
