"""A small page that makes every reader load what it needs: lexicons, months, suffixes, models."""

SAMPLE = """<!doctype html><html lang="en"><head><title>An open letter on the harbour</title></head><body>
<nav><a href="/">Home</a></nav><main><article><h1>An open letter on the harbour</h1>
<p class="meta">By Ada Sample, 1 May 2026</p>
<p>We ask the court of the harbour to hear the case in the open, to let reporters in and to give its reasons in
writing. The trial was to begin in March and has been put off four times, each time without a word to the families.</p>
<p>We ask the government to publish the report that it has had since last year, in full and in the languages of the
people it is about, and to answer the questions that were put to it in parliament by members of every party.</p>
<p>Signatories:</p><ul><li>Ada Sample, lawyer</li><li>Ben Sample, former judge</li><li>Cleo Sample, teacher</li>
<li>Sample Rights Watch</li></ul><p><a href="https://sample.example/letter.pdf">The letter</a></p></article></main>
</body></html>"""
