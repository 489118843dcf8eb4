@NullMarked
package org.bidseal.testsupport.json;

import org.jspecify.annotations.NullMarked;
