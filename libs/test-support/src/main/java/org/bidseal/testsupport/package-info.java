/// What every module's tests use: shared real servers, real tokens, checks of the OpenAPI contract,
/// of golden events and of the architecture, and the record of which capability which test proves.
@NullMarked
package org.bidseal.testsupport;

import org.jspecify.annotations.NullMarked;
