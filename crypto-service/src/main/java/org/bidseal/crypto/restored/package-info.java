/// Notices that the database has gone back in time, by a mark that is kept outside it, and lets no
/// share be used by what the database then says (docs/operations.md, "A restored database").
@NullMarked
package org.bidseal.crypto.restored;

import org.jspecify.annotations.NullMarked;
