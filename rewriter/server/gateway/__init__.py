"""Helpdesks that call a model call us instead: OpenAI's `/models`, `/chat/completions`, `/responses`, with and without `/v1`.

`bodies` reads what they send, `shapes` tells who asks for what, `formats` takes a draft's markup apart (`html`, `markdown`) and `mapping` puts the
reply back into it, `rewriting` has it rewritten and judged within the client's clock, `passing` hands other questions to the model untouched,
`answers` and `streams` say it in OpenAI's words, `routes` are the doors.
"""
