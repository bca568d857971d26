"""A dialogue as a picture: answers in, SVG out.

One axis carries two times. A mark lies where a thing happened or is planned. A small dot lies on the day on which a
report said so. An event has one event's ink: the vaguer its window, the paler its bar. `picture` composes the drawing,
`scale` maps days to places, `marks` draws single marks, and each lane has a module of its own.
"""
