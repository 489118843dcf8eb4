/// Where large binary objects lie: sealed envelopes and, after an opening, their plaintext. A port
/// with streaming writes that are invisible until complete; adapters on a file system and on S3.
@NullMarked
package org.bidseal.crypto.blob;

import org.jspecify.annotations.NullMarked;
