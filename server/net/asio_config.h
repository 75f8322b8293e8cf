// Settings of Asio, included before any of its headers by the three files that see it.
#pragma once

// Each context is run by one thread and others reach it through mutexes, so no fences are needed;
// ThreadSanitizer does not understand them either.
#define BOOST_ASIO_DISABLE_FENCED_BLOCK 1
