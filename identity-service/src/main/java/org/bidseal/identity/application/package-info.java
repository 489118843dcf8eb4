/// Applications for dual certificates, from the draft to the download.
@NullMarked
package org.bidseal.identity.application;

import org.jspecify.annotations.NullMarked;
