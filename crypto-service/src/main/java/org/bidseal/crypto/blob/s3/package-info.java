/// The blob store on an S3 service.
@NullMarked
package org.bidseal.crypto.blob.s3;

import org.jspecify.annotations.NullMarked;
