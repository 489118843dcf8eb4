@NullMarked
package org.bidseal.testsupport.blockhound;

import org.jspecify.annotations.NullMarked;
